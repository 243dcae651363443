import { MessageChannel, Worker, type MessagePort } from 'node:worker_threads'
import { defined } from '@tools/defined'
import { inBackground } from '../../in-background'
import { workerFact, type WorkerFact, type WorkerMessage } from '../host-protocol'

/** Enough for honest work, and little enough that a worker that leaks ends before the machine swaps. */
export const HEAP_LIMIT_MB = 256
const YOUNG_HEAP_MB = 32
/** What the worker has posted arrives before its port closes; this is how long that is waited for after the exit. */
const LAST_WORDS_MS = 500

export interface ThreadExit {
  readonly code: number
  /** Set when the thread died of an error; it can be any value that was thrown, also null. */
  readonly died?: { readonly error: unknown }
}

export interface ThreadListener {
  fact(fact: WorkerFact): void
  output(bytes: Uint8Array, stream: 'stdout' | 'stderr'): void
  /** The thread was seen to exit, and everything that it had posted before has been passed on. */
  exit(exit: ThreadExit): void
}

/** One worker thread with a port of its own. */
export class WorkerThread {
  /** What it has loaded so far, by address: a module stays as it was first read for as long as the thread lives. */
  readonly loaded = new Map<string, string>()
  listener: ThreadListener | undefined
  readonly #worker: Worker
  readonly #port: MessagePort

  constructor(entry: URL, name: string) {
    const { port1, port2 } = new MessageChannel()
    this.#port = port1
    this.#worker = new Worker(entry, {
      name,
      workerData: { port: port2 },
      transferList: [port2],
      stdout: true,
      stderr: true,
      execArgv: [],
      resourceLimits: { maxOldGenerationSizeMb: HEAP_LIMIT_MB, maxYoungGenerationSizeMb: YOUNG_HEAP_MB },
    })
    port1.on('message', (message: unknown) => {
      const parsed = workerFact.safeParse(message)
      if (parsed.success) this.listener?.fact(parsed.data)
    })
    // The streams carry only what slipped past the capture inside the worker.
    this.#worker.stdout.on('data', (bytes: Buffer) => this.listener?.output(bytes, 'stdout'))
    this.#worker.stderr.on('data', (bytes: Buffer) => this.listener?.output(bytes, 'stderr'))
    this.#watchExit()
  }

  post(message: WorkerMessage): void {
    this.#port.postMessage(message)
  }

  /** Asks for the end by force; that it is gone is told by `exit`. Native code is not interrupted. */
  terminate(): void {
    inBackground(this.#worker.terminate(), 'ending a worker thread')
  }

  #watchExit(): void {
    let died: { error: unknown } | undefined
    this.#worker.on('error', (error: unknown) => {
      died = { error }
    })
    const closed = new Promise<void>((resolve) => void this.#port.once('close', resolve))
    this.#worker.on('exit', (code) => {
      const timer = setTimeout(() => this.#port.close(), LAST_WORDS_MS)
      const told = closed.then(() => {
        clearTimeout(timer)
        this.listener?.exit({ code, ...defined({ died }) })
      })
      inBackground(told, 'telling the end of a worker thread')
    })
  }
}
