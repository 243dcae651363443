import type { Demo } from '@contract/demo'
import type { TaskSpec } from '@contract/task'

/** How to run a Node program here: plain Node runs itself; an Electron executable needs `ELECTRON_RUN_AS_NODE=1`. */
export interface NodeCommand {
  readonly command: string
  readonly env: Readonly<Record<string, string>>
}

/** What is known only at run time: which executable runs Node programs, and where the lab's programs lie. */
export interface LabPlace {
  readonly node: NodeCommand
  /** The absolute path of a program of the lab, by its name such as `process/loop`. */
  readonly fileOf: (program: LabProgram) => string
}

export type LabProgram = 'process/loop' | 'process/stubborn' | 'process/orphan-maker'

export type DemoTask = (place: LabPlace) => TaskSpec

/** One row of the lab, and the tasks that starting it puts on the board, in the order in which they are started. */
export interface LabDemo extends Demo {
  readonly tasks: readonly DemoTask[]
}

/** Every demo of the lab, in the order of the page. For a demo with one task, `title` is the task's name. */
export const LAB_DEMOS: readonly LabDemo[] = [
  {
    id: 'ticker-stop',
    kind: 'thread',
    title: 'Ticker',
    taskNames: ['Ticker'],
    control: 'stop',
    expect:
      'The thread sees its stop event, cleans up and returns; only then does the main process say that it has ended.',
    lines: [
      'worker: up',
      'worker: tick N',
      'worker: stop event seen, cleaning up',
      'worker: cleaned up',
      'main: thread has ended',
    ],
    tasks: [() => ({ kind: 'thread', name: 'Ticker', workload: 'lab/ticker' })],
  },
  {
    id: 'ticker-terminate',
    kind: 'thread',
    title: 'Ticker to terminate',
    taskNames: ['Ticker to terminate'],
    control: 'terminate',
    expect:
      'The same thread, ended by force: no finally block runs, and the receipt says that its cleanup did not run.',
    lines: ['worker: up', 'worker: tick N', 'main: thread has ended'],
    absentLines: ['worker: stop event seen, cleaning up', 'worker: cleaned up'],
    tasks: [() => ({ kind: 'thread', name: 'Ticker to terminate', workload: 'lab/ticker' })],
  },
  {
    id: 'process-loop-terminate',
    kind: 'process',
    title: 'Process loop',
    taskNames: ['Process loop'],
    control: 'terminate',
    expect: 'SIGKILL cannot be caught: the process is gone at once, and none of its cleanup runs.',
    lines: ['process: up', 'process: tick N', 'main: process is gone'],
    absentLines: ['process: stop event seen, cleaning up', 'process: cleaned up'],
    tasks: [processLoop('Process loop')],
  },
  {
    id: 'process-loop-stop',
    kind: 'process',
    title: 'Process loop to stop',
    taskNames: ['Process loop to stop'],
    control: 'stop',
    expect: 'The same program, asked with a message instead of a signal: it cleans up and leaves with exit code 0.',
    lines: [
      'process: up',
      'process: tick N',
      'process: stop event seen, cleaning up',
      'process: cleaned up',
      'main: process is gone',
    ],
    tasks: [processLoop('Process loop to stop')],
  },
  {
    id: 'stubborn-process',
    kind: 'process',
    title: 'Stubborn process',
    taskNames: ['Stubborn process'],
    control: 'stop',
    expect: 'It ignores SIGTERM: the countdown of three seconds runs out, SIGKILL follows, and the verdict is forced.',
    lines: ['process: up, ignoring SIGTERM', 'main: process is gone'],
    tasks: [
      (place) => ({
        ...nodeProgram('Stubborn process', 'process/stubborn', place),
        stopPolicy: [
          { send: 'SIGTERM', patienceMs: 3000 },
          { send: 'SIGKILL', patienceMs: 2000 },
        ],
      }),
    ],
  },
  {
    id: 'orphan-maker',
    kind: 'process',
    title: 'Orphan maker',
    taskNames: ['Orphan maker'],
    control: 'stop',
    expect:
      'Its grandchild moved into a session of its own. It is found by its mark, ended, and listed in the receipt.',
    lines: ['process: up, its grandchild N has left for a session of its own', 'main: process is gone'],
    tasks: [
      (place) => ({
        ...nodeProgram('Orphan maker', 'process/orphan-maker', place),
        stopPolicy: [
          { send: 'SIGTERM', patienceMs: 3000 },
          { send: 'SIGKILL', patienceMs: 2000 },
        ],
      }),
    ],
  },
  {
    id: 'futures-cancel',
    kind: 'future',
    title: 'Futures on one worker',
    taskNames: ['Running future', 'Pending future'],
    control: 'cancel',
    expect:
      'Cancel both: the running one refuses and goes on to its result; the pending one is withdrawn and never starts.',
    lines: ['main: cancel answered false, already running', 'main: cancel answered true', 'future: result N'],
    tasks: [futureOnOneWorker('Running future', 1), futureOnOneWorker('Pending future', 2)],
  },
  {
    id: 'coroutine-cancel',
    kind: 'coroutine',
    title: 'Coroutine',
    taskNames: ['Coroutine'],
    control: 'cancel',
    expect: 'CancelledError is raised at its await; it cleans up for about a second, raises again, and is cancelled.',
    lines: ['coroutine: up', 'coroutine: cancelled, cleaning up', 'coroutine: cleanup done'],
    tasks: [() => ({ kind: 'coroutine', name: 'Coroutine', workload: 'lab/coroutine' })],
  },
  {
    id: 'swallowing-coroutine',
    kind: 'coroutine',
    title: 'Swallowing coroutine',
    taskNames: ['Swallowing coroutine'],
    control: 'cancel',
    expect: 'It catches the cancellation and returns as if nothing had been: completed, with the verdict swallowed.',
    lines: ['coroutine: up', 'coroutine: cancelled, and I stay'],
    tasks: [() => ({ kind: 'coroutine', name: 'Swallowing coroutine', workload: 'lab/swallower' })],
  },
  {
    id: 'timer-cancel',
    kind: 'timer',
    title: 'Timer',
    taskNames: ['Timer'],
    control: 'cancel',
    expect: 'Cancelled within its ten seconds it is alive before and not after, and its line never appears.',
    lines: ['main: timer was cleared before it elapsed'],
    absentLines: ['timer: fired'],
    tasks: [() => ({ kind: 'timer', name: 'Timer', delayMs: 10_000, action: { log: 'timer: fired' } })],
  },
  {
    id: 'generator-cancel',
    kind: 'generator',
    title: 'Generator',
    taskNames: ['Generator'],
    control: 'cancel',
    expect: 'It is closed where it last yielded: its finally block runs, and the next pull says done.',
    lines: [
      'generator: up',
      'generator: yielded N',
      'generator: closed, cleaning up',
      'main: generator has ended, the next pull says done',
    ],
    tasks: [() => ({ kind: 'generator', name: 'Generator', workload: 'lab/generator' })],
  },
]

function processLoop(name: string): DemoTask {
  return (place) => ({
    ...nodeProgram(name, 'process/loop', place),
    ipc: true,
    stopPolicy: [
      { send: 'ask', patienceMs: 3000 },
      { send: 'SIGTERM', patienceMs: 2000 },
      { send: 'SIGKILL', patienceMs: 2000 },
    ],
  })
}

/** Long enough that a person can press Cancel on both cards before the first is done. */
const FUTURE_SECONDS = 8

function futureOnOneWorker(name: string, n: number): DemoTask {
  return () => ({
    kind: 'future',
    name,
    workload: 'lab/job',
    params: { seconds: FUTURE_SECONDS, n },
    executor: { name: 'lab', maxWorkers: 1 },
  })
}

function nodeProgram(name: string, program: LabProgram, place: LabPlace) {
  return {
    kind: 'process',
    name,
    command: place.node.command,
    args: [place.fileOf(program)],
    env: place.node.env,
  } as const
}
