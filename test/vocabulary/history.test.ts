import { expect, it } from 'vitest'
import { compareReceipts, stopRecord, stopsGotWorse } from '@vocabulary/history'
import { asRunId, asTaskId } from '@contract/ids'
import type { Receipt, Verdict } from '@contract/receipt'

const NOON = new Date(2026, 4, 3, 12).getTime()
const DAY_MS = 86_400_000

function stop(verdict: Verdict, totalMs: number, endedAt = NOON): Receipt {
  return {
    runId: asRunId('run'),
    taskId: asTaskId('task'),
    name: 'worker',
    kind: 'process',
    control: 'stop',
    verdict,
    summary: verdict,
    outcome: 'stopped',
    steps: [],
    ladder: [],
    cleanups: [],
    survivors: [],
    leaks: [],
    asks: [],
    blindSpots: [],
    askedAt: endedAt - totalMs,
    endedAt,
    totalMs,
  }
}

it('a comparison names the days, the times and how clean it was', () => {
  expect(compareReceipts(stop('clean', 400, NOON - DAY_MS), stop('forced', 10_000))).toEqual({
    change: 'worse',
    sentence: 'Yesterday 0.4 s, clean; today 10.0 s, forced.',
  })
  expect(compareReceipts(stop('forced', 5_000, NOON - 9 * DAY_MS), stop('clean', 200))).toEqual({
    change: 'better',
    sentence: 'On 2026-04-24 5.0 s, forced; today 0.2 s, clean.',
  })
  expect(compareReceipts(stop('clean', 300, NOON - 60_000), stop('clean', 420))).toEqual({
    change: 'same',
    sentence: 'Before 0.3 s, clean; now 0.4 s, clean.',
  })
})

it('a stop that is as clean and much slower is worse', () => {
  expect(compareReceipts(stop('clean', 400), stop('clean', 2_400)).change).toBe('worse')
  expect(compareReceipts(stop('clean', 40), stop('clean', 240)).change).toBe('same')
})

it('counts only what was asked politely and has ended', () => {
  const receipts = [
    stop('clean', 100),
    stop('clean', 300),
    stop('forced', 5_000),
    { ...stop('forced', 1), control: 'terminate' as const },
  ]
  expect(stopRecord(receipts)).toEqual({
    stops: 3,
    clean: 2,
    medianMs: 300,
    p95Ms: 5_000,
    sentence: '2 of 3 stops were clean.',
  })
  expect(stopRecord([])).toEqual({ stops: 0, clean: 0, sentence: 'It was never stopped.' })
})

it('warns when clean stops become forced, and not when they always were', () => {
  const clean = [stop('clean', 400), stop('clean', 500), stop('clean', 450)]
  expect(stopsGotWorse(clean, stop('forced', 10_000))).toBe(
    'Its stops got worse. Before 0.4 s, clean; now 10.0 s, forced. Before, 3 of 3 stops were clean.',
  )
  expect(stopsGotWorse([stop('forced', 9_000), ...clean], stop('forced', 10_000))).toBeUndefined()
  expect(stopsGotWorse(clean.slice(1), stop('forced', 10_000))).toBeUndefined()
  expect(stopsGotWorse(clean, stop('clean', 500))).toBeUndefined()
})
