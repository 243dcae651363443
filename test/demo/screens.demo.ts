import { join } from 'node:path'
import type { Page } from '@playwright/test'
import type { TaskSpec } from '../../src/contract/task'
import { cardSays, closeRun, goTo, openReceipt, press } from '../e2e/support/board'
import { expectLines } from '../e2e/support/cleanup-log'
import { define, runOf } from '../e2e/support/define'
import { emptyTheBoard } from '../e2e/support/empty-board'
import { test } from '../e2e/support/quiesce-test'
import { takePictures } from './pictures'
import { say } from './print-log'
import { CROWD, FAMILY, OFTEN_RUN, SHOW_TASKS, SLOW_LEAVERS } from './show-tasks'

function goToAddress(page: Page, hash: string): Promise<void> {
  return page.evaluate((address) => void (window.location.hash = address), hash)
}

/** Makes the twelve tasks, the first one last as the board shows the newest first, and brings each to where the pictures show it. */
async function setTheStage(page: Page): Promise<void> {
  for (const { spec } of SHOW_TASKS.toReversed()) {
    await define(page, spec)
    await press(page, 'Start', spec.name)
  }
  for (const { spec, ready, press: action } of SHOW_TASKS.toReversed()) {
    if (ready !== undefined) await expectLines(page, [spec.name], [ready])
    if (action !== undefined) await press(page, action, spec.name)
  }
  for (const { spec, until } of SHOW_TASKS) if (until !== undefined) await cardSays(page, spec.name, until)
  await toTheTop(page)
}

function toTheTop(page: Page): Promise<void> {
  return page.getByRole('region', { name: 'Tasks' }).evaluate((tasks) => tasks.scrollTo(0, 0))
}

/** Without the form and without waiting for the card of each: a crowd's cards are not all on the page. */
async function bring(page: Page, specs: readonly TaskSpec[], start: (index: number) => boolean): Promise<void> {
  const chosen = specs.map((_, index) => start(index))
  await page.evaluate(
    async ([text, chosen]) => {
      for (const [index, spec] of (JSON.parse(text) as TaskSpec[]).entries()) {
        const saved = await window.quiesce.saveTask({ spec })
        if (!saved.ok) throw new Error(saved.problem.message)
        if (chosen[index] === true) await window.quiesce.startTask({ taskId: saved.value.id })
      }
    },
    [JSON.stringify(specs), chosen] as const,
  )
}

test('the pictures: every screen in both themes and both sizes', async ({ quiesce }) => {
  const { page } = quiesce
  say('\nPictures')
  await takePictures(quiesce, 'first-start')
  await goToAddress(page, '#/settings')
  await takePictures(quiesce, 'settings')
  await goTo(page, 'guide')
  await takePictures(quiesce, 'guide')

  await goToAddress(page, '#/lab/compare')
  await page.getByRole('button', { name: 'Start all nine' }).click()
  for (const [name, guess] of [
    ['Thread', 'refused'],
    ['Generator', 'refused'],
  ] as const) {
    await page
      .getByRole('listitem', { name, exact: true })
      .getByText(/running/i)
      .waitFor()
    await page.getByLabel(`Prediction for ${name}`).selectOption(guess)
  }
  await page.getByRole('button', { name: 'Press Cancel for all' }).click()
  await page.getByRole('listitem', { name: 'Coroutine', exact: true }).getByText('Ends and cleans up').waitFor()
  await takePictures(quiesce, 'comparison')
  await page.getByRole('button', { name: 'End what is left' }).click()
  await emptyTheBoard(quiesce)

  await setTheStage(page)
  await takePictures(quiesce, 'board')
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog', { name: 'Command palette' }).getByRole('combobox').fill('stop')
  await takePictures(quiesce, 'palette')
  await page.keyboard.press('Escape')
  await page.getByRole('link', { name: /^Needs attention/ }).click()
  await takePictures(quiesce, 'needs-attention')
  await goTo(page, 'board')
  await openReceipt(page, 'Dev server')
  await takePictures(quiesce, 'receipt')
  await closeRun(page)
  await goTo(page, 'log')
  await takePictures(quiesce, 'log')
  await emptyTheBoard(quiesce)

  await define(page, FAMILY)
  await press(page, 'Start', FAMILY.name)
  await expectLines(page, [FAMILY.name], ['ready to accept connections'])
  await goToAddress(page, `#/run/${(await runOf(page, FAMILY.name)).id}/family`)
  await page.getByText('database.mjs').first().waitFor()
  await takePictures(quiesce, 'family')
  await goTo(page, 'board')
  await emptyTheBoard(quiesce)

  await define(page, OFTEN_RUN)
  for (let times = 1; times <= 5; times++) {
    await press(page, 'Start', OFTEN_RUN.name)
    await expectLines(
      page,
      [OFTEN_RUN.name],
      Array.from({ length: times }, () => 'started'),
    )
    await press(page, times === 5 ? 'Terminate' : 'Stop', OFTEN_RUN.name)
    await cardSays(page, OFTEN_RUN.name, times === 5 ? 'terminated' : 'stopped')
  }
  await goToAddress(page, `#/run/${(await runOf(page, OFTEN_RUN.name)).id}/history`)
  await page
    .getByText(/of 4 stops were clean/)
    .first()
    .waitFor()
  await takePictures(quiesce, 'history')
  await goTo(page, 'board')
  await emptyTheBoard(quiesce)

  await bring(page, SLOW_LEAVERS, () => true)
  for (const { name } of SLOW_LEAVERS) await expectLines(page, [name], ['started'])
  await page.getByRole('button', { name: 'Stop all' }).click()
  for (const { name } of SLOW_LEAVERS) await cardSays(page, name, 'stopping')
  await page.getByRole('button', { name: 'Dismiss' }).first().click()
  await takePictures(quiesce, 'mid-stop')
  await emptyTheBoard(quiesce)

  await bring(page, CROWD, (index) => index % 3 !== 0)
  await page.getByRole('radio', { name: 'List' }).click()
  await toTheTop(page)
  await takePictures(quiesce, 'list-of-200')
  await emptyTheBoard(quiesce)
  await page.getByRole('radio', { name: 'Cards' }).click()

  await bring(page, SLOW_LEAVERS, () => true)
  for (const { name } of SLOW_LEAVERS) await expectLines(page, [name], ['started'])
  await quiesce.app.evaluate(({ app }) => app.quit())
  await page.getByRole('dialog', { name: 'Quit Quiesce?' }).waitFor()
  await takePictures(quiesce, 'quit')
  await page.getByRole('button', { name: 'Stop all and quit' }).click()
  await page.getByRole('dialog', { name: 'Quitting Quiesce' }).waitFor()
  await takePictures(quiesce, 'quitting')
  await page.getByRole('button', { name: 'End the rest now' }).click()
  say(`  ${join('docs', 'screenshots')}: every screen, light and dark, at 1280 × 800; at 900 × 600 in test-results`)
})
