import { afterEach, expect, it } from 'vitest'
import { createEngine } from '@engine/index'
import { asRunId, asTaskId } from '@contract/ids'
import type { Task } from '@contract/task'
import { EventLog } from '@engine/events/event-log'
import { forkHostStarter } from '@engine/host/fork-host-starter'
import { MemoryJournal } from '@engine/journal/memory-journal'
import { platformProcessTable } from '@engine/processes/platform-table'
import { RunAccount } from '@engine/recovery/run-account'
import { Run } from '@engine/runs/run'
import { aroundARun } from '../support/around-a-run'
import { command, newDataDir, stepOf } from '../support/test-engine'
import { inWords } from '../support/words'

const closing: (() => Promise<unknown>)[] = []
afterEach(async () => {
  for (const close of closing.splice(0)) await close()
})

it('a host that cannot be started by throwing: a failed run with a receipt, and the next start is tried anew', async () => {
  const startHost = forkHostStarter()
  let refuses = true
  const engine = await createEngine({
    dataDir: newDataDir(),
    startHost: (marks) => {
      if (refuses) throw new Error('there is no room for one more process')
      return startHost(marks)
    },
  })
  closing.push(() => engine.close('terminate'))
  const task = engine.define(
    { kind: 'thread', name: 'job', workload: 'lab/job', params: { seconds: 0.01, n: 3 } },
    { saved: false },
  )
  const receipt = await engine.ended(engine.start(task.id).id)
  expect(receipt).toMatchObject({ outcome: 'failed', verdict: 'clean', ladder: [], asks: [] })
  expect(inWords(receipt.failure)).toBe('The host process could not be started: there is no room for one more process.')
  refuses = false
  expect(await engine.ended(engine.start(task.id).id)).toMatchObject({ outcome: 'completed' })
})

it('whatever a kind of task throws at a start ends the run, with a receipt, and is not thrown on', async () => {
  const events = new EventLog()
  const spec = command('thrown', 'true')
  const task: Task = { id: asTaskId('task'), name: spec.name, kind: spec.kind, spec, createdAt: 0, saved: false }
  const phases: string[] = []
  const run = new Run(
    asRunId('run'),
    task,
    aroundARun({
      events,
      table: platformProcessTable(),
      account: new RunAccount(new MemoryJournal(), events, 'instance'),
      phaseChanged: ({ state }) => void phases.push(state.phase),
    }),
    { code: 'wait-turn' },
  )
  run.begin(() => {
    throw new Error('a bug')
  })
  const receipt = await run.ended
  expect(phases).toEqual(['starting', 'ended'])
  expect(receipt).toMatchObject({
    outcome: 'failed',
    verdict: 'clean',
    failure: { code: 'start-threw', error: 'a bug' },
  })
  expect(stepOf(receipt, 'leader-gone').verdict).toBe('not-applicable')
  // Asked too late: it has ended, and says so.
  expect(await run.control('stop', {})).toMatchObject({ accepted: false })
})
