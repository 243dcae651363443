import { verbatim } from '../../../src/contract/statement'
import { expect, test } from 'vitest'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { type HeldRuns, mergeRuns, withoutRuns } from '../../../src/renderer/client/merge-runs'

const NONE: HeldRuns = { runs: new Map(), outlines: new Map() }
const running = sampleRun({ kind: 'thread', phase: 'running' }, 0)
const held = mergeRuns(NONE, [running], new Set())

test('a line that a run prints is a new run, and no new board', () => {
  const printed = { ...running, revision: running.revision + 1, lastLine: 'tick', outputBytes: 5, progress: 0.5 }
  const after = mergeRuns(held, [printed], new Set())
  expect(after.runs.get(running.id)).toBe(printed)
  expect(after.outlines).toBe(held.outlines)
})

test.each([
  ['phase', { phase: 'stuck' as const }],
  ['outcome', { phase: 'ended' as const, outcome: 'stopped' as const }],
  ['pid', { pid: 99 }],
  ['readiness', { ready: true }],
  ['health', { healthy: false }],
  ['what it waits for', { waitingFor: verbatim('db is ready') }],
  ['step of its stop', { stop: { control: 'stop', origin: 'user', askedAt: 0, steps: [], current: 1, nextAt: 9 } }],
] as const)('another %s is a new board', (_what, change) => {
  const changed = { ...running, ...change, revision: running.revision + 1 }
  const after = mergeRuns(held, [changed], new Set())
  expect(after.outlines.get(running.id)).toBe(changed)
})

test('what is older than what is held, and what was removed, is not taken', () => {
  expect(mergeRuns(held, [{ ...running, revision: running.revision - 1, phase: 'stuck' }], new Set())).toEqual(held)
  expect(mergeRuns(NONE, [running], new Set([running.id]))).toEqual(NONE)
  expect(withoutRuns(held, [running.id])).toEqual(NONE)
})
