import type { Delegate } from '@contract/delegate'
import type { RunId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import { defined } from '@tools/defined'
import { stopsGotWorse } from '@vocabulary/history'
import { END_WAITS_FOR_DISK_MS, within } from '../clock/patience'
import type { EventLog } from '../events/event-log'
import { inBackground } from '../in-background'
import type { Journal, RunRow, Written } from '../journal/journal'
import type { MadeProcess } from '../kinds/spawn-record'
import { bootId } from '../processes/boot-id'
import type { RunPort } from '../runs/run-port'

/**
 * A disk that does not answer must not hold up what a person asked for: the watchdog finds the run without the journal. On a
 * machine at its limit an answer was seen to take more than 100 ms, and a run that starts without it may never be named.
 */
const NOTED_WITHIN_MS = 400
/** A step's patience counts from when it is sent: waiting for the disk must not use it up. */
const ASK_NOTED_WITHIN_MS = 20
/** So many earlier ends are looked at when a stop is judged. */
const COMPARED_RUNS = 40

/** Writes down every run: that it is meant to start before it does, who it is right after, and its receipt before it is told. */
export class RunAccount {
  readonly #journal: Journal
  readonly #events: EventLog
  readonly #instance: string
  readonly #rows = new Map<RunId, RunRow>()
  readonly #noting = new Map<RunId, Promise<Written>>()
  readonly #ended = new WeakMap<RunPort, RunRow>()
  #overdue = 0

  constructor(journal: Journal, events: EventLog, instance: string) {
    this.#journal = journal
    this.#events = events
    this.#instance = instance
  }

  /** A run has another phase. Whoever must wait until the journal has the row asks `noted`. */
  changed(run: RunPort): void {
    const before = this.#rows.get(run.id)
    const { phase } = run.state
    // The end is written with its receipt.
    if (before?.phase === phase || phase === 'ended') return
    // The ask before an act is waited for: the intent to start, and the intent to stop.
    const when = phase === 'running' ? 'soon' : 'now'
    this.#note({ ...(before ?? newRow(run, this.#instance)), phase, ...startOf(run) }, when)
  }

  /**
   * The process of a run was made just now. Its kernel's name is written, so that nobody else is ever taken for it. That may be
   * a moment later where the watchdog, which has it already, would end the process with us.
   */
  made(runId: RunId, { pid, startTime, tempPath, birthmark }: MadeProcess, kept: boolean): void {
    const row = this.#rows.get(runId)
    if (!row) return
    const named = { ...row, pid, startTime, bootId: bootId(), ...defined({ tempPath, birthmark }) }
    this.#note({ ...named, ...(kept && { kept }) }, kept ? 'now' : 'soon')
  }

  /** Its leader has left: it is found again by the process that stands for it now. */
  followed(runId: RunId, pid: number, startTime: string): void {
    const row = this.#rows.get(runId)
    if (row) this.#note({ ...row, pid, startTime, bootId: bootId() }, 'now')
  }

  /** What the run hands over is known better: the next start looks for it if we do not come to it. */
  handsOver(runId: RunId, delegates: readonly Delegate[]): void {
    const row = this.#rows.get(runId)
    if (row) this.#note({ ...row, delegates }, 'soon')
  }

  /** Resolves when the run's last state is in the journal, or is known not to get there now. */
  async noted(runId: RunId): Promise<void> {
    const noting = this.#noting.get(runId)
    if (noting) await within(NOTED_WITHIN_MS, noting)
  }

  /** The same, for the ask before a signal. */
  async askNoted(runId: RunId): Promise<void> {
    await within(ASK_NOTED_WITHIN_MS, this.noted(runId))
  }

  /**
   * `written` when the receipt would survive a power cut. `kept` when the journal cannot write it, or does not answer in time:
   * it is written when the disk takes it, and the run's snapshot then says so.
   */
  async ended(run: RunPort, receipt: Receipt): Promise<Written> {
    const row: RunRow = {
      ...(this.#rows.get(run.id) ?? newRow(run, this.#instance)),
      phase: 'ended',
      ...startOf(run),
      endedAt: receipt.endedAt,
      outcome: receipt.outcome,
      ...outputOf(run),
    }
    this.#rows.delete(run.id)
    this.#noting.delete(run.id)
    const put = this.#journal.put(row, receipt)
    this.#ended.set(run, row)
    const written = (this.#overdue === 0 ? await within(END_WAITS_FOR_DISK_MS, put) : undefined) ?? this.#late(run, put)
    inBackground(this.#compare(run, receipt), 'comparing it with earlier stops', run)
    return written
  }

  /** An end must not wait for a disk that hangs. While one answer is overdue, no further one is waited for. */
  #late(run: RunPort, put: Promise<Written>): Written {
    if (this.#overdue++ === 0)
      this.#tellSilence(
        'The journal does not answer. Tasks go on; what happens is held in memory until it does.',
        false,
      )
    const answered = put.then((recorded) => {
      run.show({ recorded })
      if (--this.#overdue === 0) this.#tellSilence('The journal answers again.', true)
    })
    inBackground(answered, 'waiting for the journal', run)
    return 'kept'
  }

  #tellSilence(text: string, over: boolean): void {
    this.#events.add(undefined, 'warning', `main: ${text}`, { about: 'journal-silent', ...(over && { over }) })
  }

  /** What of its output is on disk is known better: a piece is missing, or the disk was late with the end of it. */
  outputSettled(run: RunPort): void {
    const live = this.#rows.get(run.id)
    if (live) return this.#note({ ...live, ...outputOf(run) }, 'soon')
    const row = this.#ended.get(run)
    if (!row) return
    const settled = { ...row, ...outputOf(run) }
    this.#ended.set(run, settled)
    inBackground(this.#journal.put(settled), 'noting what of its output is kept', run)
  }

  /** The output of an ended run was taken off the disk. What is known of the run stays. */
  outputRemoved(run: RunPort): void {
    const row = this.#ended.get(run)
    if (!row) return
    const { outputBytes = 0, droppedBytes = 0 } = row
    const none = { outputBytes: 0, droppedBytes: droppedBytes + outputBytes, keptRanges: [] }
    const put = this.#journal.put({ ...row, ...none })
    inBackground(put, 'noting that its output was removed', run)
  }

  async #compare(run: RunPort, receipt: Receipt): Promise<void> {
    if (receipt.control === undefined || receipt.origin === 'quit') return
    const earlier = await this.#journal.history(run.task.id, COMPARED_RUNS, run.id)
    const receipts = earlier.flatMap((each) => each.receipt ?? [])
    const worse = stopsGotWorse(receipts, receipt)
    if (worse === undefined) return
    run.show({ stopsGotWorse: worse })
    this.#events.add(run, 'warning', `main: ${worse}`)
  }

  #note(row: RunRow, when: 'now' | 'soon'): void {
    this.#rows.set(row.id, row)
    this.#noting.set(row.id, this.#journal.put(row, undefined, when))
  }
}

function newRow({ id, task, state, createdAt }: RunPort, instance: string): RunRow {
  return { id, taskId: task.id, name: task.name, kind: task.kind, instance, phase: state.phase, createdAt }
}

function outputOf({ output: { log } }: RunPort): Pick<RunRow, 'outputBytes' | 'droppedBytes' | 'keptRanges'> {
  const { totalBytes, droppedBytes, kept } = log
  const inOnePiece = kept.length <= 1 && (kept[0]?.fromByte ?? droppedBytes) === droppedBytes
  return {
    outputBytes: totalBytes - droppedBytes,
    ...(droppedBytes > 0 && { droppedBytes }),
    ...(!inOnePiece && { keptRanges: kept }),
  }
}

function startOf({ draft }: RunPort): Pick<RunRow, 'startedAt'> {
  return draft.startedWall === undefined ? {} : { startedAt: draft.startedWall }
}
