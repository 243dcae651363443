import type { Page } from '@playwright/test'
import { goTo } from '../e2e/support/board'
import { linePattern, linesOf, missingLine } from '../e2e/support/cleanup-log'
import { endRow, startRow } from '../e2e/support/lab-walk'
import { LAB_ROWS, type LabRow } from '../e2e/support/lab-rows'
import { test } from '../e2e/support/quiesce-test'
import { takePictures } from './pictures'
import { printLog, say } from './print-log'

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

test('the lab, row by row, and its picture', async ({ quiesce }) => {
  const { page } = quiesce
  const problems: string[] = []
  const timerStartedAt = Date.now()
  for (const row of LAB_ROWS) problems.push(...(await showRow(page, row)).map((text) => `${row.heading}: ${text}`))
  await page.waitForTimeout(Math.max(0, timerStartedAt + TIMER_MS - Date.now()))
  const lateLines = await linesOf(page, ['Timer'])
  if (lateLines.includes('timer: fired')) problems.push('Timer: it fired after it was cancelled')
  else say('\n  ✓ ten seconds later the line "timer: fired" has not appeared')

  await goTo(page, 'lab')
  await takePictures(quiesce, 'lab')
  say('  docs/screenshots: the lab, light and dark')

  say(problems.length === 0 ? `\nAll ${LAB_ROWS.length} rows as expected.` : `\n${problems.join('\n')}`)
  if (problems.length > 0) throw new Error(`${problems.length} of the expected things were not seen.`)
})
