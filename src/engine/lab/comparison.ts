import type { Contestant } from '@contract/comparison'
import type { TaskSpec } from '@contract/task'
import type { LabPlace } from './demos'

/** Longer than a person thinks about nine predictions, shorter than they would wait for a job that goes on. */
const JOB_SECONDS = 90
/** The pending job must still be pending when the control is pressed, whatever becomes of the running one. */
const ONE_WORKER = { name: 'comparison', maxWorkers: 1 } as const

/** The tasks of the comparison: each works in small steps until it is asked, and has a cleanup where its kind can have one. */
export const COMPARISON: Readonly<Record<Contestant, (place: LabPlace) => TaskSpec>> = {
  thread: () => ({ kind: 'thread', name: 'Compared thread', workload: 'lab/ticker' }),
  process: ({ node, fileOf }) => ({
    kind: 'process',
    name: 'Compared process',
    command: node.command,
    args: [fileOf('process/loop')],
    env: node.env,
    ipc: true,
    stopPolicy: [
      { send: 'ask', patienceMs: 3000 },
      { send: 'SIGTERM', patienceMs: 2000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ],
  }),
  'running-future': () => future('Compared running future', 1),
  'pending-future': () => future('Compared pending future', 2),
  coroutine: () => ({ kind: 'coroutine', name: 'Compared coroutine', workload: 'lab/coroutine' }),
  'swallowing-coroutine': () => ({
    kind: 'coroutine',
    name: 'Compared swallowing coroutine',
    workload: 'lab/swallower',
  }),
  'shielded-coroutine': () => ({ kind: 'coroutine', name: 'Compared shielded coroutine', workload: 'lab/shielded' }),
  timer: () => ({
    kind: 'timer',
    name: 'Compared timer',
    delayMs: JOB_SECONDS * 1000,
    action: { log: 'timer: fired' },
  }),
  generator: () => ({
    kind: 'generator',
    name: 'Compared generator',
    workload: 'lab/generator',
    params: { cleanup: true },
  }),
}

function future(name: string, n: number): TaskSpec {
  return {
    kind: 'future',
    name,
    workload: 'lab/job',
    params: { seconds: JOB_SECONDS, n, cleanup: true },
    executor: ONE_WORKER,
  }
}
