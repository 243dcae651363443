import type { Kind } from '@contract/kind'
import type { ToolFacts } from './kind-facts'

export interface Scenario extends ToolFacts {
  readonly id: string
  readonly title: string
  readonly use: Kind
}

export const SCENARIOS: readonly Scenario[] = [
  {
    id: 'cpu',
    title: 'A long calculation',
    use: 'thread',
    node: 'A `Worker`; on the main thread it would hold up everything else.',
    python: '`ProcessPoolExecutor`: threads share one interpreter lock, except in free-threaded builds.',
    cancel: 'Look at a stop event every few milliseconds of work.',
    guarantee: 'It ends as soon as it looks. If it never does, only force is left: `worker.terminate()`, or a signal.',
  },
  {
    id: 'waiting',
    title: 'Waiting for the network or the disk',
    use: 'coroutine',
    node: '`async` functions; pass `{ signal }` to `fetch` and to `node:timers/promises`.',
    python: '`asyncio` with libraries that await, not block.',
    cancel: 'Abort the signal; cancel the task.',
    guarantee: 'The wait ends at once. What the other side has begun, it may still finish.',
  },
  {
    id: 'foreign',
    title: 'A program that is not yours',
    use: 'process',
    node: '`spawn(program, args)`, without a shell.',
    python: '`subprocess.Popen([program, *args])`.',
    cancel: 'A ladder to its whole group: SIGTERM, patience, SIGKILL.',
    guarantee: 'It is gone after SIGKILL. Whether it cleaned up is for its own handler, and for you to check.',
  },
  {
    id: 'killable',
    title: 'Work that must be killable at any moment',
    use: 'process',
    node: '`fork` a module of your own.',
    python: '`multiprocessing.Process`.',
    cancel: '`child.kill("SIGKILL")`; `process.kill()`.',
    guarantee:
      'The system takes back its memory, its ports and its locks on files. What it had half written stays half written.',
  },
  {
    id: 'later',
    title: 'Something to run later',
    use: 'timer',
    node: '`setTimeout`; `timer.unref()` if it should not keep the program alive.',
    python: '`threading.Timer`; set `daemon` if it should not keep the program alive.',
    cancel: '`clearTimeout`; `cancel()`.',
    guarantee: 'Cancelled in time, it never runs. It does not survive the end of the program.',
  },
  {
    id: 'stream',
    title: 'A stream of values',
    use: 'generator',
    node: '`async function*`, read with `for await`.',
    python: '`async def` with `yield`; `contextlib.aclosing` closes it for sure.',
    cancel: 'Stop reading and close it: `return()`, `close()`, `aclose()`.',
    guarantee: 'Its `finally` runs at the `yield` it stands at, not in the middle of making a value.',
  },
  {
    id: 'pool',
    title: 'A pool of jobs',
    use: 'future',
    node: 'A pool of workers, one `AbortSignal` for each job.',
    python: '`ThreadPoolExecutor`; `shutdown(cancel_futures=True)` empties the queue.',
    cancel: 'Cancel what is pending; ask what is running.',
    guarantee: 'Pending jobs never start. Running ones finish unless they look for the request.',
  },
  {
    id: 'native',
    title: 'Native code that may block or crash',
    use: 'process',
    node: 'A child process around it; a crash in a worker ends the whole program.',
    python: 'A child process around it; the interpreter cannot interrupt a C call.',
    cancel: 'SIGTERM, then SIGKILL.',
    guarantee: 'Your program lives on. No flag and no exception reaches code that does not come back to look.',
  },
]
