import { expect, test } from 'vitest'
import type { RunOutline } from '@contract/run-outline'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { refusingRun } from '../../../src/renderer/new-task/refusing-run'

const RUN: RunOutline = sampleRun({ kind: 'process', phase: 'running' }, 0)
const TASK = {
  id: RUN.taskId,
  name: RUN.name,
  kind: 'process',
  spec: { kind: 'process', name: RUN.name, command: 'true' },
  createdAt: 0,
  saved: true,
} as const

function held(...runs: readonly RunOutline[]): ReadonlyMap<RunOutline['id'], RunOutline> {
  return new Map(runs.map((run) => [run.id, run]))
}

test('a run that lives stands in the way of a start, unless the task as it would be saved says otherwise', () => {
  expect(refusingRun(TASK, {}, held(RUN))).toBe(RUN)
  expect(refusingRun(TASK, { whenRunning: 'refuse' }, held(RUN))).toBe(RUN)
  expect(refusingRun(TASK, { whenRunning: 'restart' }, held(RUN))).toBeUndefined()
  expect(refusingRun(TASK, { whenRunning: 'another' }, held(RUN))).toBeUndefined()
})

test('nothing stands in the way of a new task, of one whose runs have ended, or because of another task', () => {
  expect(refusingRun(undefined, {}, held(RUN))).toBeUndefined()
  expect(refusingRun(TASK, {}, held({ ...RUN, phase: 'ended' }))).toBeUndefined()
  expect(refusingRun({ ...TASK, id: sampleRun({ kind: 'timer', phase: 'running' }, 1).taskId }, {}, held(RUN))).toBe(
    undefined,
  )
})
