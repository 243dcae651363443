import type { Kind } from '@contract/kind'

/** What a reader of the guide needs to know of one way to do a piece of work. Backticks mark code. */
export interface ToolFacts {
  readonly node: string
  readonly python: string
  readonly cancel: string
  readonly guarantee: string
}

export interface KindFacts extends ToolFacts {
  /** What it is good for, in a line. */
  readonly goodFor: string
}

export const KIND_FACTS: Readonly<Record<Kind, KindFacts>> = {
  thread: {
    goodFor: 'Work beside your own code, in the same process',
    node: '`worker_threads`: a `Worker` with its own heap; a `SharedArrayBuffer` as the stop event.',
    python: '`threading.Thread` with a `threading.Event`. One interpreter lock in the usual builds.',
    cancel:
      'Set the event; the thread looks at it. Node has `worker.terminate()` as force, Python has no force for a thread.',
    guarantee:
      'Asked: its cleanup runs, if it looks. `terminate()` runs no `finally`, and a Python thread that never looks cannot be ended.',
  },
  process: {
    goodFor: 'Foreign programs, and work that must be killable',
    node: '`child_process.spawn` with `detached: true`, so that it leads a group of its own.',
    python: '`subprocess.Popen` with `start_new_session=True`, or `multiprocessing.Process`.',
    cancel:
      'SIGTERM to the group, patience, SIGKILL: `process.kill(-pid)` or `os.killpg`. `Process.terminate()` is SIGTERM to the one process.',
    guarantee:
      'SIGKILL cannot be refused. Neither signal runs a `finally` by itself: only a handler for SIGTERM does. Processes it started live on unless they get the signal too.',
  },
  future: {
    goodFor: 'Many jobs, a few workers',
    node: 'A pool of workers such as Piscina; each job gets an `AbortSignal`.',
    python: '`concurrent.futures`: `ThreadPoolExecutor` or `ProcessPoolExecutor`.',
    cancel: '`Future.cancel()` in Python; abort its signal in Node. A running job has to look for itself.',
    guarantee:
      '`cancel()` answers true only while the job is pending: then it never runs. After false it goes on to its end.',
  },
  coroutine: {
    goodFor: 'Waiting for many things at once',
    node: '`async` functions. A promise cannot be cancelled, so an `AbortSignal` is handed down to each wait.',
    python: '`asyncio`: `create_task`, `TaskGroup`, `timeout`.',
    cancel: '`AbortController.abort()` in Node; `Task.cancel()` in Python raises `CancelledError` at the next await.',
    guarantee:
      'Its `finally` blocks run, and may await. Nothing interrupts it between two awaits, and whoever catches the error and returns has swallowed it.',
  },
  timer: {
    goodFor: 'Something later, or again and again',
    node: '`setTimeout`, `setInterval`.',
    python: '`threading.Timer`, or `loop.call_later` in asyncio.',
    cancel: '`clearTimeout(timer)`; `timer.cancel()`.',
    guarantee: 'Before it elapses: the action never runs. Afterwards it is too late, and no error says so.',
  },
  generator: {
    goodFor: 'A stream of values, at the pace of the reader',
    node: '`function*`, `async function*`.',
    python: '`def` with `yield`, `async def` with `yield`.',
    cancel: '`iterator.return()`, also by a `break` out of `for … of`; `generator.close()` raises `GeneratorExit`.',
    guarantee:
      'It stands still between two pulls, so it is closed at a `yield`, and its `finally` runs. If it yields there again, Python raises `RuntimeError`; Node takes the value and goes on.',
  },
}
