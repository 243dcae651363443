import type { Worker } from 'node:worker_threads'
import { messageOf } from '@tools/errors'
import { inBackground } from '../in-background'
import { hasEnded, newJournalThread } from './start-journal-thread'
import type { JournalAsk, JournalPlace, JournalReply, JournalRequest, JournalValues } from './worker-protocol'

export type Asked<Op extends JournalAsk['op']> =
  { readonly ok: true; readonly value: JournalValues[Op] } | { readonly ok: false; readonly problem: string }

/** The thread that writes, and the answers that are awaited from it. It is started anew when it has died. */
export class JournalThread {
  readonly #place: JournalPlace
  #started: Worker | undefined
  readonly #waiting = new Map<number, (reply: JournalReply) => void>()
  #outbox: JournalRequest[] = []
  #held: NodeJS.Timeout | undefined
  #worker: Worker | undefined
  #exited: Promise<void> = Promise.resolve()
  #sending = false
  #lastId = 0
  #closed = false

  /** `started` is used first when it still lives. */
  constructor(place: JournalPlace, started?: Worker) {
    this.#place = place
    this.#started = started
  }

  /**
   * What is asked while the thread has nothing to do goes at once: it writes while the asker prepares what comes next. What is
   * asked behind that in one turn goes as one message, in its order; what nobody waits for may be held for `holdMs`, or until
   * something else goes. Does not reject: a thread that died answers for itself.
   */
  ask<Ask extends JournalAsk>(ask: Ask, holdMs = 0): Promise<Asked<Ask['op']>> {
    if (this.#closed) return Promise.resolve({ ok: false, problem: 'the journal is closed' })
    return new Promise((resolve) => {
      const id = ++this.#lastId
      const isIdle = this.#waiting.size === this.#outbox.length
      this.#waiting.set(id, (reply) =>
        // The thread answers each op with the value that stands in the table of the protocol.
        resolve(reply.ok ? { ok: true, value: reply.value as JournalValues[Ask['op']] } : reply),
      )
      this.#outbox.push({ ...ask, id })
      if (holdMs > 0) this.#held ??= setTimeout(() => this.#send(), holdMs)
      else if (isIdle && !this.#sending) this.#send()
      else this.#sendThisTurn()
    })
  }

  /** Asks it to close its file, and resolves when the thread has ended. */
  async close(): Promise<void> {
    if (!this.#worker && this.#outbox.length === 0) {
      this.#closed = true
      await this.#started?.terminate()
      return
    }
    const closing = this.ask({ op: 'close' })
    this.#closed = true
    await closing
    await this.#exited
  }

  leave(): void {
    clearTimeout(this.#held)
    this.#worker?.unref()
  }

  #sendThisTurn(): void {
    if (this.#sending) return
    this.#sending = true
    setImmediate(() => {
      this.#sending = false
      this.#send()
    })
  }

  #send(): void {
    clearTimeout(this.#held)
    this.#held = undefined
    const requests = this.#outbox
    this.#outbox = []
    if (requests.length === 0) return
    try {
      const worker = (this.#worker ??= this.#start())
      worker.postMessage(requests)
      worker.ref()
    } catch (error) {
      const problem = messageOf(error)
      for (const { id } of requests) this.#answered({ id, ok: false, problem })
    }
  }

  #start(): Worker {
    const started = this.#started
    this.#started = undefined
    const worker = started && !hasEnded(started) ? started : newJournalThread({ mode: 'write' })
    worker.postMessage(this.#place)
    worker.on('message', (replies: readonly JournalReply[]) => {
      for (const reply of replies) this.#answered(reply)
    })
    worker.on('error', (error) => this.#gone(worker, error.message))
    this.#exited = new Promise((resolve) =>
      worker.once('exit', (code) => {
        this.#gone(worker, `its thread ended with code ${code}`)
        resolve()
      }),
    )
    worker.unref()
    return worker
  }

  #answered(reply: JournalReply): void {
    const tell = this.#waiting.get(reply.id)
    this.#waiting.delete(reply.id)
    // What waits for an answer keeps the process alive; an idle journal does not.
    if (this.#waiting.size === 0 && !this.#closed) this.#worker?.unref()
    tell?.(reply)
  }

  #gone(worker: Worker, problem: string): void {
    if (this.#worker !== worker) return
    this.#worker = undefined
    const unsent = new Set(this.#outbox.map(({ id }) => id))
    for (const [id, tell] of [...this.#waiting]) {
      // What was not sent yet goes to the thread that is started next.
      if (unsent.has(id)) continue
      this.#waiting.delete(id)
      tell({ id, ok: false, problem })
    }
  }
}

/** Looks through the whole file in a thread of its own. Answers with what is wrong, or nothing. */
export function checkFile(path: string, over: AbortSignal): Promise<string | undefined> {
  return new Promise((resolve) => {
    const worker = newJournalThread({ mode: 'check', path })
    worker.unref()
    over.addEventListener('abort', () => inBackground(worker.terminate(), 'ending the check of the journal'))
    worker.once('message', (said: string) => resolve(said === 'ok' ? undefined : said))
    worker.once('error', () => resolve(undefined))
    worker.once('exit', () => resolve(undefined))
  })
}
