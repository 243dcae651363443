import { expect, test } from 'vitest'
import { asRunId } from '../../../src/contract/ids'
import type { RunSnapshot, UsageSample } from '../../../src/contract/run'
import { receiptMarks } from '../../../src/renderer/opened-run/receipt-marks'

const samples: readonly UsageSample[] = [1_000, 2_000, 3_000, 4_000].map((at) => ({
  runId: asRunId('run-1'),
  at,
  cpuPercent: 0,
  memoryBytes: 0,
  processes: 1,
}))

function stoppingSince(...sentAt: readonly number[]): RunSnapshot {
  const steps = sentAt.map((at) => ({ send: 'SIGTERM', patienceMs: 5_000, sentAt: at }))
  return { stop: { steps } } as unknown as RunSnapshot
}

test('a step that was sent between two samples is marked between them', () => {
  expect(receiptMarks(stoppingSince(2_500), samples, 4)).toEqual([{ share: 0.5, label: 'SIGTERM sent' }])
})

test('fewer samples than places stand at the right, and their marks with them', () => {
  expect(receiptMarks(stoppingSince(1_000), samples, 7)[0]?.share).toBe(0.5)
})

test('what lies before the first sample is not marked, and what comes after the last stands at the edge', () => {
  expect(receiptMarks(stoppingSince(500, 9_000), samples, 4)).toEqual([{ share: 1, label: 'SIGTERM sent' }])
})

test('a receipt marks asked, each step sent, and when leader and family were gone', () => {
  const receipt = {
    askedAt: 2_000,
    steps: [
      { name: 'asked', ms: 0 },
      { name: 'handled', ms: 10 },
      { name: 'leader-gone', ms: 1_000 },
      { name: 'family-gone', ms: 1_500 },
    ],
    ladder: [{ send: 'SIGTERM', ms: 0 }],
  }
  const marks = receiptMarks({ receipt } as unknown as RunSnapshot, samples, 4)
  expect(marks.map(({ label }) => label)).toEqual(['asked', 'leader gone', 'family gone', 'SIGTERM sent'])
})
