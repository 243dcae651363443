import { join } from 'node:path'
import type { TaskSpec } from '../../src/contract/task'
import type { ActionName } from '../e2e/support/board'

/** A task for the pictures, and what is pressed on it before they are taken. */
export interface ShowTask {
  readonly spec: TaskSpec
  /** A line that it prints when it is ready to be asked. */
  readonly ready?: string
  readonly press?: ActionName
  /** What its card says when it has come to where the pictures show it. */
  readonly until?: RegExp
}

const PROGRAMS = join(import.meta.dirname, 'programs')

function program(name: string, ...args: readonly string[]) {
  return { kind: 'process', command: 'node', args: [...args], cwd: PROGRAMS, name } as const
}

const images = { name: 'images', maxWorkers: 1 }

/** Twelve tasks of all kinds, in as many states, in the order in which the board shows them. */
export const SHOW_TASKS: readonly ShowTask[] = [
  {
    spec: {
      ...program('Legacy worker', 'legacy-worker.mjs'),
      stopPolicy: [
        { send: 'SIGINT', patienceMs: 1500 },
        { send: 'SIGTERM', patienceMs: 30_000 },
        { send: 'SIGKILL', patienceMs: 2000 },
      ],
    },
    ready: 'started',
    press: 'Stop',
    until: /SIGTERM sent/,
  },
  {
    spec: {
      ...program('Database', 'database.mjs', '60'),
      stopPolicy: [
        { send: 'SIGTERM', patienceMs: 45_000 },
        { send: 'SIGKILL', patienceMs: 2000 },
      ],
    },
    ready: 'ready to accept connections',
    press: 'Stop',
    until: /stopping/i,
  },
  {
    spec: {
      ...program('Dev server', 'dev-server.mjs'),
      stopPolicy: [
        { send: 'SIGINT', patienceMs: 1200 },
        { send: 'SIGTERM', patienceMs: 3000 },
        { send: 'SIGKILL', patienceMs: 2000 },
      ],
    },
    ready: 'compiled in 412 ms, watching for changes',
    press: 'Stop',
    until: /survivor/i,
  },
  {
    spec: { kind: 'thread', name: 'Busy loop', workload: 'lab/busy', stopPolicy: [{ send: 'ask', patienceMs: 1500 }] },
    ready: 'worker: up',
    press: 'Stop',
    until: /stuck/i,
  },
  { spec: program('API server', 'api-server.mjs') },
  {
    spec: { kind: 'coroutine', name: 'Session keeper', workload: 'lab/coroutine' },
    ready: 'coroutine: up',
    press: 'Cancel',
    until: /cancelled/i,
  },
  { spec: { kind: 'future', name: 'Thumbnails, large', workload: 'lab/job', executor: images } },
  { spec: { kind: 'timer', name: 'Nightly report', delayMs: 3_600_000, action: { log: 'report sent' } } },
  { spec: { kind: 'future', name: 'Thumbnails', workload: 'lab/job', params: { seconds: 90 }, executor: images } },
  { spec: { kind: 'thread', name: 'Queue worker', workload: 'lab/ticker' } },
  { spec: { kind: 'generator', name: 'Row import', workload: 'lab/generator', pullEveryMs: 4000 } },
  { spec: program('Broken build', 'no-such-file.mjs'), until: /failed/i },
]

/** A stack in one command: a shell, two servers, and a helper in a session of its own. */
export const FAMILY: TaskSpec = {
  kind: 'process',
  name: 'Whole stack',
  command: '/bin/sh',
  args: ['-c', 'node api-server.mjs & node database.mjs 60 & setsid sleep 900 & wait'],
  cwd: PROGRAMS,
}

/** Is started and stopped again and again. */
export const OFTEN_RUN: TaskSpec = {
  kind: 'process',
  name: 'Exporter',
  command: '/bin/sh',
  args: ['-c', 'trap "sleep 0.2; exit 0" TERM; echo started; while :; do sleep 0.05; done'],
}

/** Eight programs that take their time to leave, each by a policy of its own. */
export const SLOW_LEAVERS = [
  'Search index',
  'Mail queue',
  'Importer',
  'Video encoder',
  'Cache',
  'Scheduler',
  'Proxy',
  'Metrics',
].map((name, index) => ({
  ...program(name, 'legacy-worker.mjs'),
  stopPolicy: [
    ...(index % 2 === 0 ? [{ send: 'SIGINT', patienceMs: 25_000 + index * 2_000 } as const] : []),
    { send: 'SIGTERM', patienceMs: 40_000 + index * 3_000 },
    { send: 'SIGKILL', patienceMs: 2_000 },
  ],
})) satisfies readonly TaskSpec[]

/** Two hundred tasks, as a long day leaves them. */
export const CROWD: readonly TaskSpec[] = Array.from({ length: 200 }, (_, index): TaskSpec => {
  const number = String(index + 1).padStart(3, '0')
  if (index % 4 === 0) return { kind: 'timer', name: `Reminder ${number}`, delayMs: 3_600_000, action: { log: 'due' } }
  if (index % 4 === 1) return { kind: 'process', name: `Tunnel ${number}`, command: 'sleep', args: ['3600'] }
  if (index % 4 === 2)
    return { kind: 'generator', name: `Feed ${number}`, workload: 'lab/generator', pullEveryMs: 9_000 }
  return { kind: 'process', name: `Watcher ${number}`, command: 'sleep', args: ['7200'] }
})
