import type { Control, Kind } from '@contract/kind'
import { type Language, type SnippetLine, snippet } from './code-snippet'

export interface Lesson {
  readonly title: string
  readonly text: string
  readonly controls: Readonly<Record<Control, string>>
  readonly code: Readonly<Record<Language, readonly SnippetLine[]>>
}

/** What "cancel" means for each kind, in words and in code. */
export const LESSONS: Readonly<Record<Kind, Lesson>> = {
  thread: {
    title: 'A thread is asked, and must look',
    text: 'Nobody can take a running thread back from outside without leaving its work half done. So it is given a stop event, looks at it between two steps, cleans up, and returns. A thread that waits on the event wakes at once.',
    controls: {
      stop: 'Sets the stop event.',
      terminate: 'Ends the worker in the middle of a line. No finally block runs.',
      cancel: 'Refused: it has started.',
    },
    code: {
      typescript: snippet(`
 const stop = new Int32Array(workerData) // a SharedArrayBuffer
 try {
   for (let n = 1; ; n += 1) {
»    if (Atomics.wait(stop, 0, 0, 1000) !== 'timed-out') break
     console.log('tick', n)
   }
 } finally {
   console.log('cleaned up') // worker.terminate() skips this
 }

 // the other side: ask, and wake it if it waits
 Atomics.store(stop, 0, 1)
 Atomics.notify(stop, 0)`),
      python: snippet(`
 stop = threading.Event()

 def ticker():
     n = 0
     try:
»        while not stop.wait(1.0):
             n += 1
             print("tick", n)
     finally:
         print("cleaned up")

 thread = threading.Thread(target=ticker)
 thread.start()
 stop.set()     # asked
 thread.join()  # gone`),
    },
  },
  process: {
    title: 'A process is signalled, with its family',
    text: 'A signal is a request that the program may handle, ignore or never see; only SIGKILL cannot be refused, and after it no cleanup runs. A program starts others, so the signal goes to its whole group, and the exit of the first one proves nothing about the rest.',
    controls: {
      stop: 'Walks the stop policy: a polite signal, patience, then force.',
      terminate: 'SIGKILL to the whole family at once.',
      cancel: 'Only while it waits to be started.',
    },
    code: {
      typescript: snippet(`
 const child = spawn('./server', { detached: true }) // its own group
 const gone = once(child, 'exit')
 const group = -child.pid!

»process.kill(group, 'SIGTERM')
 const force = setTimeout(() => process.kill(group, 'SIGKILL'), 5000)
 const [code, signal] = await gone // the first one has left
 clearTimeout(force)               // what it started may still live`),
      python: snippet(`
 child = subprocess.Popen(["./server"], start_new_session=True)

»os.killpg(child.pid, signal.SIGTERM)
 try:
     code = child.wait(timeout=5)
 except subprocess.TimeoutExpired:
     os.killpg(child.pid, signal.SIGKILL)
     code = child.wait()  # -9: died by SIGKILL
 # what it started may still live`),
    },
  },
  future: {
    title: 'A future can be cancelled while it waits',
    text: 'A future is a place in a queue. While the job has not begun, taking it out of the queue is all there is to do, and the answer is true. Once a worker runs it, cancel answers false and the job goes on; it must be asked like a thread.',
    controls: {
      stop: 'Sets the abort signal of the job, which may look at it.',
      terminate: 'Ends its worker; the pool starts another, and the rest go on.',
      cancel: 'True while it is pending; false when it runs or is done.',
    },
    code: {
      typescript: snippet(`
 async function job(items: Item[], signal: AbortSignal) {
   for (const item of items) {
»    signal.throwIfAborted() // the job has to look
     await work(item)
   }
 }

 const abort = new AbortController()
 queue.add(() => job(items, abort.signal)) // any promise queue
 abort.abort() // a job that never looks goes on`),
      python: snippet(`
 with ThreadPoolExecutor(max_workers=1) as pool:
     running = pool.submit(job, 1)
     pending = pool.submit(job, 2)

»    running.cancel()  # False: it runs, and goes on
»    pending.cancel()  # True: it never starts

     running.result()  # the job's own result
     pending.result()  # raises CancelledError`),
    },
  },
  coroutine: {
    title: 'A coroutine is cancelled where it awaits',
    text: 'Between two awaits nothing can interrupt it; at an await the cancellation is raised like an error. It may catch it to clean up, even slowly. Then it must raise it again: one that returns instead has swallowed the cancellation, and its caller believes that the work was done.',
    controls: {
      stop: 'Not offered: a coroutine is stopped by cancelling it.',
      terminate: 'Ends the event loop it runs on.',
      cancel: 'Raises CancelledError at its next await.',
    },
    code: {
      typescript: snippet(`
 async function work(signal: AbortSignal) {
   try {
     for (;;) await sleep(1000, undefined, { signal })
   } catch (error) {
     await closeConnection()
»    throw error // return here, and you have swallowed it
   }
 }

 const abort = new AbortController()
 const done = work(abort.signal) // sleep: node:timers/promises
 abort.abort()                   // done rejects with AbortError`),
      python: snippet(`
 async def work():
     try:
         while True:
             await asyncio.sleep(1)
     except asyncio.CancelledError:
         await close_connection()
»        raise  # return here, and you have swallowed it

 task = asyncio.create_task(work())
 await asyncio.sleep(0)  # let it begin
 task.cancel()
 await asyncio.wait([task])  # task.cancelled() is True`),
    },
  },
  timer: {
    title: 'A timer can be called off until it elapses',
    text: 'Nothing runs while a timer waits, so nothing has to clean up: cancelling it is taking a note off the calendar. After it has elapsed there is nothing left to cancel. What it started must be stopped by its own means.',
    controls: {
      stop: 'Not offered.',
      terminate: 'Not offered.',
      cancel: 'Before it elapses: its action never runs.',
    },
    code: {
      typescript: snippet(`
 const timer = setTimeout(() => console.log('fired'), 10_000)

»clearTimeout(timer) // before it fires: it never will

 clearTimeout(timer) // twice, or too late: nothing happens`),
      python: snippet(`
 timer = threading.Timer(10, print, ["fired"])
 timer.start()

»timer.cancel()    # before it fires: it never will

 timer.is_alive()  # False soon after`),
    },
  },
  generator: {
    title: 'A generator is closed where it last yielded',
    text: 'A generator stands still between two pulls. Closing it makes the yield it stands at return, so its finally block runs; after that each pull says done. One that yields again inside its finally has ignored the close.',
    controls: {
      stop: 'Stops pulling, and closes it.',
      terminate: 'Ends the loop that pulls it.',
      cancel: 'Closes it: its finally block runs.',
    },
    code: {
      typescript: snippet(`
 function* numbers() {
   try {
     for (let n = 1; ; n += 1) yield n
   } finally {
     console.log('closed, cleaning up')
   }
 }

 const values = numbers()
 values.next() // { value: 1, done: false }
»values.return() // runs finally
 values.next() // { value: undefined, done: true }`),
      python: snippet(`
 def numbers():
     n = 0
     try:
         while True:
             n += 1
             yield n
     finally:
         print("closed, cleaning up")

 values = numbers()
 next(values)    # 1
»values.close()  # raises GeneratorExit at the yield
 next(values)    # raises StopIteration`),
    },
  },
}
