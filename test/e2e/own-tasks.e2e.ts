import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { TaskSpec } from '../../src/contract/task'
import { card, cardSays, closeRun, openReceipt, press } from './support/board'
import { expectLines, linesOf } from './support/cleanup-log'
import { define, runOf } from './support/define'
import { chooseNext } from './support/dialogs'
import { openForm, save, saveAndStart } from './support/new-task'
import { boardTest as test, expect } from './support/quiesce-test'
import { inWords } from '../support/words'

const MODULES = join(import.meta.dirname, '../fixtures/own-modules')
const POLITE = `trap 'echo "closing up"; exit 0' TERM; echo "served $1"; while :; do sleep 0.1; done`

test('a command of the person is made in the form, saved, started, stopped, and its receipt read', async ({ page }) => {
  await openForm(page, 'process', 'My server')
  await page.getByRole('radio', { name: 'One argument a row' }).click()
  await page.getByLabel('Program', { exact: true }).fill('/bin/sh')
  for (const [index, text] of ['-c', POLITE, 'sh', 'a file with spaces'].entries()) {
    await page.getByRole('button', { name: 'Add argument' }).click()
    await page.getByLabel(`Argument ${index + 1}`, { exact: true }).fill(text)
  }
  await save(page)
  await cardSays(page, 'My server', 'not started')
  await press(page, 'Start', 'My server')
  await expectLines(page, ['My server'], ['served a file with spaces'])
  await cardSays(page, 'My server', 'running')
  await press(page, 'Stop', 'My server')
  await cardSays(page, 'My server', 'stopped')
  await expectLines(page, ['My server'], ['main: stop accepted', 'closing up', 'main: process is gone'])
  const receipt = await openReceipt(page, 'My server')
  await expect(receipt).toContainText(/^Clean, \d+ ms/)
  for (const step of ['Asked', 'Delivered', 'Handled', 'Leader gone', 'Family gone', 'Ports free', 'Files clean']) {
    await expect(receipt).toContainText(step)
  }
  await expect(receipt).toContainText('Exit code 0')
  await page.getByRole('tab', { name: 'Output' }).click()
  await expect(page.getByRole('region', { name: 'Output of My server' })).toContainText('served a file with spaces')
  await page.getByRole('tab', { name: 'Definition' }).click()
  await expect(page.getByRole('complementary', { name: 'Opened run: My server' })).toContainText('/bin/sh')
  await closeRun(page)
})

const OWN_MODULES = [
  {
    kind: 'thread',
    file: 'counts-thread.mjs',
    up: 'own thread: up with {"of":["a",1]}',
    end: 'Stop',
    lines: ['own thread: asked', 'own thread: total written', 'main: thread has ended'],
    outcome: 'stopped',
  },
  {
    kind: 'future',
    file: 'squares-future.mjs',
    up: 'own future: up',
    end: 'Stop',
    lines: ['own future: aborted', 'main: future has ended'],
    outcome: 'stopped',
  },
  {
    kind: 'coroutine',
    file: 'keeps-coroutine.mjs',
    up: 'own coroutine: up',
    end: 'Cancel',
    lines: ['own coroutine: let go', 'main: coroutine has ended'],
    outcome: 'cancelled',
  },
  {
    kind: 'generator',
    file: 'lists-generator.mjs',
    up: 'own generator: N',
    end: 'Cancel',
    lines: ['own generator: file closed', 'main: generator has ended, the next pull says done'],
    outcome: 'cancelled',
  },
] as const

for (const { kind, file, up, end, lines, outcome } of OWN_MODULES) {
  test(`a module of the person runs as a ${kind}, and ${end} ends it with its cleanup`, async ({ quiesce, page }) => {
    const name = `Own ${kind}`
    await openForm(page, kind, name)
    await chooseNext(quiesce, join(MODULES, file))
    await page.getByRole('button', { name: 'Choose module…' }).click()
    await expect(page.getByLabel('Workload', { exact: true })).toHaveValue(join(MODULES, file))
    if (kind === 'thread') await page.getByLabel(/^Parameters/).fill('{ "of": ["a", 1] }')
    await saveAndStart(page)
    await expectLines(page, [name], [up])
    await press(page, end, name)
    await cardSays(page, name, outcome)
    await expectLines(page, [name], [up, ...lines])
    expect((await runOf(page, name)).receipt?.verdict).toBe('clean')
  })
}

test('a timer of the person fires, and another starts a task', async ({ page }) => {
  await openForm(page, 'timer', 'Soon')
  await page.getByLabel('Elapses after', { exact: true }).fill('300')
  await page.getByRole('combobox', { name: 'Unit of the delay' }).selectOption('milliseconds')
  await page.getByLabel('Line to log', { exact: true }).fill('it is time')
  await saveAndStart(page)
  await expectLines(page, ['Soon'], ['it is time', 'main: run ended: completed'])
  await openForm(page, 'timer', 'Starter')
  await page.getByLabel('Elapses after', { exact: true }).fill('0.2')
  await page.getByRole('combobox', { name: 'Unit of the delay' }).selectOption('seconds')
  await page.getByRole('radio', { name: 'Start a task' }).click()
  await page.getByLabel('Task to start', { exact: true }).selectOption('Soon')
  await saveAndStart(page)
  await cardSays(page, 'Starter', 'completed')
  await expect.poll(async () => (await linesOf(page, ['Soon'])).filter((line) => line === 'it is time')).toHaveLength(2)
})

interface BadTask {
  readonly says: string
  readonly spec: (folder: string) => TaskSpec
  /** What was got, and what was expected or where. */
  readonly told: readonly RegExp[]
}

const BAD_TASKS: readonly BadTask[] = [
  {
    says: 'a command that is not there',
    spec: () => ({ kind: 'process', name: 'Bad', command: 'no-such-program-at-all' }),
    told: [/no-such-program-at-all/, /PATH|expected/],
  },
  {
    says: 'a file that is not executable',
    spec: (folder) => ({ kind: 'process', name: 'Bad', command: join(folder, 'plain.txt') }),
    told: [/plain\.txt/, /execut/i],
  },
  {
    says: 'a working folder that is missing',
    spec: (folder) => ({ kind: 'process', name: 'Bad', command: 'sleep', args: ['1'], cwd: join(folder, 'nowhere') }),
    told: [/nowhere/, /cwd|folder/],
  },
  {
    says: 'a working folder that is a file',
    spec: (folder) => ({ kind: 'process', name: 'Bad', command: 'sleep', args: ['1'], cwd: join(folder, 'plain.txt') }),
    told: [/plain\.txt/, /folder/],
  },
  ...[
    { file: 'gone.mjs', says: 'a module that is missing', told: [/gone\.mjs/] },
    { file: 'syntax-error.mjs', says: 'a module with a syntax error', told: [/syntax-error\.mjs/, /line|:1/] },
    { file: 'no-default.mjs', says: 'a module without a default export', told: [/no-default\.mjs/, /default/] },
    { file: 'default-number.mjs', says: 'a module whose default export is a number', told: [/42|number/, /function/] },
    { file: 'throws-at-load.mjs', says: 'a module that throws at load', told: [/no licence/] },
  ].map(({ file, says, told }) => ({
    says,
    told,
    spec: (): TaskSpec => ({ kind: 'thread', name: 'Bad', workload: join(MODULES, file) }),
  })),
]

test('what cannot run fails, and its card and receipt say what was got and what was expected', async ({ page }) => {
  const folder = await mkdtemp(join(tmpdir(), 'quiesce-bad-'))
  await writeFile(join(folder, 'plain.txt'), 'not a program')
  for (const { says, spec, told } of BAD_TASKS) {
    await test.step(says, async () => {
      const name = `Bad: ${says}`
      await define(page, { ...spec(folder), name })
      await press(page, 'Start', name)
      await cardSays(page, name, 'failed')
      const { receipt } = await runOf(page, name)
      expect(receipt?.outcome).toBe('failed')
      for (const words of told) {
        expect(inWords(receipt?.failure)).toMatch(words)
        await expect(card(page, name)).toContainText(words)
      }
      await (await openReceipt(page, name)).getByText(inWords(receipt?.failure)).first().waitFor()
      await closeRun(page)
    })
  }
  await rm(folder, { recursive: true })
})
