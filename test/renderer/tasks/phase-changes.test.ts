import { expect, test } from 'vitest'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { phaseChanges } from '../../../src/renderer/tasks/phase-changes'

const NOW = 1_800_000_000_000
const running = sampleRun({ kind: 'thread', phase: 'running' }, NOW)

test('an end is told with its outcome and verdict', () => {
  const ended = {
    ...sampleRun({ kind: 'thread', phase: 'ended', outcome: 'stopped', verdict: 'clean' }, NOW),
    id: running.id,
  }
  const text = phaseChanges(new Map([[running.id, running]]), new Map([[ended.id, { ...ended, name: 'web' }]]))
  expect(text).toBe('web has ended: stopped, clean.')
})

test('a new line of output is no change of phase', () => {
  const later = { ...running, revision: 2, lastLine: 'tick' }
  expect(phaseChanges(new Map([[running.id, running]]), new Map([[running.id, later]]))).toBe('')
})

test('many changes at once are counted, not named', () => {
  const runs = Array.from({ length: 5 }, (_, index) => ({
    ...running,
    id: `${running.id}${String(index)}` as typeof running.id,
  }))
  expect(phaseChanges(new Map(), new Map(runs.map((run) => [run.id, run])))).toBe('5 running.')
})
