import type { Worker } from 'node:worker_threads'
import type { EngineEvent } from '@contract/event'
import type { RunId, TaskId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import { inBackground } from '../in-background'
import type { Instance, Journal, OpenedJournal, Retention, RunRow, StoredRun, Tidied, Written } from './journal'
import type { Warn } from '../events/warn'
import { checkFile, JournalThread } from './journal-thread'
import { MemoryJournal } from './memory-journal'
import { writtenEvents } from './note-events'
import { writtenRun } from './put-run'
import type { OpenAnswer } from './worker-protocol'

const NOT_WRITTEN = 'journal-not-written'
const BATCH_EVENTS = 200
/** What nobody waits for: a thousand starts one after the other share a few dozen commits. */
const SOON_MS = 20
const BATCH_MS = 100
/** While the disk refuses, it is tried again this often. */
const RETRY_MS = 1_000
/** The whole file is looked through once it cannot be in the way of a start any more. */
const CHECK_AFTER_MS = 2_000

export interface DiskJournalParts {
  readonly path: string
  readonly instance: Instance
  readonly warn: Warn
  /** A thread of `startJournalThread`. Default: one is started when something is asked. */
  readonly thread?: Worker | undefined
}

/** Another engine that lives works in the folder. */
export class FolderTaken extends Error {}

/** The journal on disk, and in memory what the disk does not take: it is written by itself when it does again. */
export class DiskJournal implements Journal {
  readonly #parts: DiskJournalParts
  readonly #thread: JournalThread
  readonly #memory = new MemoryJournal()
  readonly #over = new AbortController()
  /** The state of each live run that was put last: a write of an older one that failed is not made up for. */
  readonly #latest = new Map<RunId, RunRow>()
  #batch: EngineEvent[] = []
  #batchTimer: NodeJS.Timeout | undefined
  #retryTimer: NodeJS.Timeout | undefined
  #retrying: Promise<void> | undefined
  /** Why the disk does not take anything now; undefined while it does. */
  #refused: string | undefined

  constructor(parts: DiskJournalParts) {
    this.#parts = parts
    this.#thread = new JournalThread({ path: parts.path, instance: parts.instance }, parts.thread)
  }

  /** Rejects with `FolderTaken`, and with nothing else. */
  async open(): Promise<OpenedJournal> {
    const opened = await this.#thread.ask({ op: 'open' })
    if (!opened.ok) {
      this.#refuse(opened.problem)
      return { open: [], problems: [] }
    }
    const answer: OpenAnswer = opened.value
    if (answer.how === 'taken') {
      await this.#thread.close()
      throw new FolderTaken(String(answer.by.pid))
    }
    if (answer.existed) this.#checkLater()
    return answer
  }

  async put(row: RunRow, receipt?: Receipt, when: 'now' | 'soon' = 'now'): Promise<Written> {
    // The order of the writes of one run must stay: behind one that waits in memory, the next waits there too.
    if (this.#refused !== undefined) return this.#memory.put(row, receipt)
    this.#latest.set(row.id, row)
    const answer = await this.#thread.ask({ op: 'put', run: writtenRun(row, receipt) }, when === 'soon' ? SOON_MS : 0)
    const newest = this.#latest.get(row.id) === row
    if (newest && row.phase === 'ended') this.#latest.delete(row.id)
    if (answer.ok) return 'written'
    this.#refuse(answer.problem)
    return newest ? this.#memory.put(row, receipt) : 'kept'
  }

  note(event: EngineEvent): void {
    if (this.#refused !== undefined) return this.#memory.note(event)
    this.#batch.push(event)
    if (this.#batch.length >= BATCH_EVENTS) this.#writeBatchSoon()
    else this.#batchTimer ??= setTimeout(() => this.#writeBatchSoon(), BATCH_MS).unref()
  }

  async history(taskId: TaskId, limit: number, except?: RunId): Promise<readonly StoredRun[]> {
    const answer = await this.#thread.ask({ op: 'history', taskId, limit, except: except ?? '' })
    const held = await this.#memory.history(taskId, limit, except)
    const ids = new Set(held.map(({ row }) => row.id))
    const stored = answer.ok ? answer.value.filter(({ row }) => !ids.has(row.id)) : []
    return [...held, ...stored].sort((a, b) => b.row.createdAt - a.row.createdAt).slice(0, limit)
  }

  async run(id: RunId): Promise<StoredRun | undefined> {
    const held = await this.#memory.run(id)
    if (held) return held
    const answer = await this.#thread.ask({ op: 'run', runId: id })
    return answer.ok ? answer.value : undefined
  }

  async tidy(retention: Retention): Promise<Tidied | undefined> {
    const answer = await this.#thread.ask({ op: 'tidy', retention })
    return answer.ok ? answer.value : undefined
  }

  async close(): Promise<void> {
    this.#over.abort()
    clearTimeout(this.#retryTimer)
    await this.#retrying
    await this.#writeBatch()
    if (this.#refused !== undefined) await this.#writeHeld()
    clearTimeout(this.#retryTimer)
    await this.#thread.close()
  }

  #writeBatchSoon(): void {
    inBackground(this.#writeBatch(), 'writing the log')
  }

  /** Gives up waiting for the thread: what it still has it may write. */
  leave(): void {
    this.#thread.leave()
  }

  async #writeBatch(): Promise<void> {
    clearTimeout(this.#batchTimer)
    this.#batchTimer = undefined
    const events = this.#batch
    this.#batch = []
    if (events.length === 0) return
    const answer = await this.#thread.ask({ op: 'note', events: writtenEvents(events) })
    if (answer.ok) return
    this.#refuse(answer.problem)
    for (const event of events) this.#memory.note(event)
  }

  #refuse(problem: string): void {
    if (this.#refused === undefined) {
      this.#parts.warn(
        `The journal cannot be written: ${problem}. Tasks go on; what happens is held in memory until the disk takes it.`,
        { about: NOT_WRITTEN },
      )
    }
    this.#refused = problem
    this.#retryLater()
  }

  #retryLater(): void {
    if (this.#over.signal.aborted) return
    clearTimeout(this.#retryTimer)
    this.#retryTimer = setTimeout(() => {
      this.#retrying = this.#writeHeld().finally(() => (this.#retrying = undefined))
    }, RETRY_MS).unref()
  }

  /** Tries everything that is held, in its order. The first refusal ends the try. */
  async #writeHeld(): Promise<void> {
    for (let held = this.#memory.heldRuns(); held.length > 0; held = this.#memory.heldRuns()) {
      const answers = await Promise.all(
        held.map(({ row, receipt }) => this.#thread.ask({ op: 'put', run: writtenRun(row, receipt) })),
      )
      const failed = answers.find((answer) => !answer.ok)
      held.forEach((run, index) => {
        if (answers[index]?.ok) this.#memory.release(run)
      })
      if (failed?.ok === false) return this.#refuse(failed.problem)
    }
    const events = this.#memory.takeEvents()
    const noted = await this.#thread.ask({ op: 'note', events: writtenEvents(events) })
    if (!noted.ok) {
      for (const event of events) this.#memory.note(event)
      return this.#refuse(noted.problem)
    }
    this.#refused = undefined
    // What came during the last write is held too, and nobody else would write it.
    if (!this.#memory.isEmpty) return this.#writeHeld()
    const { lost } = this.#memory
    this.#memory.lost = 0
    const tail = lost === 0 ? '' : ` ${lost} entries were too many to hold, and are lost.`
    // What is lost stays true: then the banner stays.
    this.#parts.warn(`The journal is written again; what was held in memory is on disk.${tail}`, {
      about: NOT_WRITTEN,
      over: lost === 0,
    })
  }

  #checkLater(): void {
    const timer = setTimeout(() => inBackground(this.#check(), 'checking the journal'), CHECK_AFTER_MS).unref()
    this.#over.signal.addEventListener('abort', () => clearTimeout(timer))
  }

  async #check(): Promise<void> {
    const { path, warn } = this.#parts
    const wrong = await checkFile(path, this.#over.signal)
    // Only damage counts: a check that could not be made says nothing about the file.
    if (wrong === undefined || this.#over.signal.aborted || !/damaged|page|row|index|Tree|malformed/i.test(wrong))
      return
    const answer = await this.#thread.ask({ op: 'replace', why: `is damaged (${wrong.slice(0, 120)})` })
    if (answer.ok) for (const problem of answer.value) warn(problem)
  }
}
