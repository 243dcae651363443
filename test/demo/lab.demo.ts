import type { Page } from '@playwright/test'
import { card, cardSays, closeRun, goTo, openReceipt, press } from '../e2e/support/board'
import { expectLines, linePattern, linesOf, missingLine } from '../e2e/support/cleanup-log'
import { define } from '../e2e/support/define'
import { emptyTheBoard } from '../e2e/support/empty-board'
import { endRow, startRow } from '../e2e/support/lab-walk'
import { LAB_ROWS, type LabRow } from '../e2e/support/lab-rows'
import { test } from '../e2e/support/quiesce-test'
import { takePictures } from './pictures'
import { printLog, say } from './print-log'
import { SHOW_TASKS } from './show-tasks'

/** By when the line of the cancelled timer would have appeared. */
const TIMER_MS = 10_500

/** Walks one row and prints its log. Answers what is wrong with it, in sentences. */
async function showRow(page: Page, row: LabRow): Promise<readonly string[]> {
  say(`\n${row.heading}`)
  const stopPrinting = printLog(page, row.tasks)
  const problems: string[] = []
  try {
    await startRow(page, row)
    await endRow(page, row)
  } catch (error) {
    problems.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error))
  }
  await stopPrinting()
  problems.push(...(await wrongWith(page, row)))
  if (problems.length === 0) say(`  ✓ ${row.lines.length} lines in order, ${spokenOutcomes(row)}`)
  for (const problem of problems) say(`  ✗ ${problem}`)
  return problems
}

function spokenOutcomes(row: LabRow): string {
  return Object.entries(row.outcomes)
    .map(([name, outcome]) => `${name}: ${outcome}`)
    .join(', ')
}

async function wrongWith(page: Page, row: LabRow): Promise<readonly string[]> {
  const lines = await linesOf(page, row.tasks)
  const missing = missingLine(row.lines, lines)
  const unwanted = row.absent.filter((line) => lines.some((text) => linePattern(line).test(text)))
  return [
    ...(missing === undefined ? [] : [`not there, or not in its place: ${missing}`]),
    ...unwanted.map((line) => `must not appear: ${line}`),
  ]
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
  await page.getByRole('region', { name: 'Tasks' }).evaluate((tasks) => tasks.scrollTo(0, 0))
}

test('the lab, row by row, and the pictures of the README', async ({ quiesce }) => {
  const { app, page } = quiesce
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setContentSize(1280, 800))
  const problems: string[] = []
  const timerStartedAt = Date.now()
  for (const row of LAB_ROWS) problems.push(...(await showRow(page, row)).map((text) => `${row.heading}: ${text}`))
  await page.waitForTimeout(Math.max(0, timerStartedAt + TIMER_MS - Date.now()))
  const lateLines = await linesOf(page, ['Timer'])
  if (lateLines.includes('timer: fired')) problems.push('Timer: it fired after it was cancelled')
  else say('\n  ✓ ten seconds later the line "timer: fired" has not appeared')

  say('\nPictures')
  await goTo(page, 'lab')
  await takePictures(page, 'lab')
  await goTo(page, 'guide')
  await takePictures(page, 'guide')
  await emptyTheBoard(quiesce)
  await setTheStage(page)
  await takePictures(page, 'board')
  await openReceipt(page, 'Dev server')
  await takePictures(page, 'receipt')
  await closeRun(page)
  await goTo(page, 'log')
  await takePictures(page, 'log')
  await goTo(page, 'board')
  for (const name of ['Database', 'Legacy worker', 'Busy loop']) await press(page, 'Terminate', name)
  await cardSays(page, 'Busy loop', /terminated/i)
  await card(page, 'API server').waitFor()
  say('  docs/screenshots: lab, guide, board, receipt and log, each light and dark')

  say(problems.length === 0 ? `\nAll ${LAB_ROWS.length} rows as expected.` : `\n${problems.join('\n')}`)
  if (problems.length > 0) throw new Error(`${problems.length} of the expected things were not seen.`)
})
