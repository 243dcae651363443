import { Worker } from 'node:worker_threads'
import { journalWorker } from '../host/built-files'
import { watchedCalls } from './native-calls'
import type { JournalThreadData, JournalTask } from './worker-protocol'

/**
 * Starts the thread that writes a journal: it loads its library, touches no file, and waits to be told which one is its own.
 * Give it to `createEngine`. Undefined where it cannot be started: then the engine tries again, and says why.
 */
export function startJournalThread(): Worker | undefined {
  try {
    const worker = newJournalThread({ mode: 'write' })
    // Whoever takes it hears that it has ended; until then nobody listens, and its error would be the process's own.
    worker.on('error', () => undefined)
    worker.unref()
    return worker
  } catch {
    return undefined
  }
}

export function newJournalThread(task: JournalTask): Worker {
  const { shared, over } = watchedCalls()
  const workerData: JournalThreadData = { ...task, calls: shared }
  try {
    const worker = new Worker(journalWorker(), { workerData, execArgv: [], env: {} })
    worker.once('exit', over)
    return worker
  } catch (error) {
    over()
    throw error
  }
}

/** Node gives a thread that has ended the number -1. */
export function hasEnded(worker: Worker): boolean {
  return worker.threadId === -1
}
