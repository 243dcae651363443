import type { EngineEvent } from '@contract/event'
import type { RunId, TaskId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import { defined } from '@tools/defined'
import type { Journal, Retention, RunRow, StoredRun, Tidied, Written } from './journal'

/** A long outage must not fill the memory: the oldest go first. */
const HELD_RUNS = 10_000
const HELD_EVENTS = 5_000

/** The journal while no disk takes it: the same face, bounded, and gone with the process. */
export class MemoryJournal implements Journal {
  readonly #runs = new Map<RunId, StoredRun>()
  #events: EngineEvent[] = []
  /** Events and runs that had to go, because the outage was longer than the memory. */
  lost = 0

  get isEmpty(): boolean {
    return this.#runs.size === 0 && this.#events.length === 0
  }

  put(row: RunRow, receipt?: Receipt): Promise<Written> {
    // A receipt that waits for the disk is not lost over what is written after it.
    const kept = receipt ?? this.#runs.get(row.id)?.receipt
    // Set anew, so that the order of the map is that of the writes.
    this.#runs.delete(row.id)
    this.#runs.set(row.id, { row, ...defined({ receipt: kept }) })
    if (this.#runs.size > HELD_RUNS) this.#drop()
    return Promise.resolve('kept')
  }

  note(event: EngineEvent): void {
    this.#events.push(event)
    if (this.#events.length <= HELD_EVENTS) return
    this.lost += this.#events.length - HELD_EVENTS / 2
    this.#events = this.#events.slice(-HELD_EVENTS / 2)
  }

  history(taskId: TaskId, limit: number, except?: RunId): Promise<readonly StoredRun[]> {
    const ofTask = [...this.#runs.values()].filter(({ row }) => row.taskId === taskId && row.id !== except)
    return Promise.resolve(ofTask.sort((a, b) => b.row.createdAt - a.row.createdAt).slice(0, limit))
  }

  run(id: RunId): Promise<StoredRun | undefined> {
    return Promise.resolve(this.#runs.get(id))
  }

  tidy(_retention: Retention): Promise<Tidied | undefined> {
    return Promise.resolve(undefined)
  }

  close(): Promise<void> {
    return Promise.resolve()
  }

  /** Those that wait for the disk, oldest first. */
  heldRuns(): readonly StoredRun[] {
    return [...this.#runs.values()]
  }

  /** The disk has it now. A state that was put meanwhile stays. */
  release(run: StoredRun): void {
    if (this.#runs.get(run.row.id) === run) this.#runs.delete(run.row.id)
  }

  takeEvents(): readonly EngineEvent[] {
    const events = this.#events
    this.#events = []
    return events
  }

  #drop(): void {
    const oldest = [...this.#runs.values()].find(({ row }) => row.phase === 'ended')
    if (!oldest) return
    this.#runs.delete(oldest.row.id)
    this.lost += 1
  }
}
