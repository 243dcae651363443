import type { RunId, TaskId } from './ids'
import type { Kind } from './kind'
import type { Receipt } from './receipt'
import type { RecoveredRun, RecoveryChoice } from './recovered'
import type { Phase } from './run'
import type { Outcome } from './outcome'
import type { ControlAnswer } from './stop'

/** One run of a task, of this start of the app or an earlier one, as the journal has it. */
export interface EarlierRun {
  readonly id: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  readonly phase: Phase
  readonly createdAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  readonly outcome?: Outcome
  /** Absent where the run has not ended, or nobody was there to see it end. */
  readonly receipt?: Receipt
  /** What it printed, as far as that is known. Only where one run was asked for. */
  readonly outputBytes?: number
}

/** How the stops of a task went. Only what was asked politely and has ended counts. */
export interface StopRecord {
  readonly stops: number
  readonly clean: number
  /** Milliseconds from asked to the complete receipt. Absent where there was no stop. */
  readonly medianMs?: number
  readonly p95Ms?: number
  /** `38 of 40 stops were clean.` */
  readonly sentence: string
}

export interface TaskHistory {
  readonly taskId: TaskId
  /** Newest first. */
  readonly runs: readonly EarlierRun[]
  readonly record: StopRecord
}

/** What earlier starts left behind: the part of `Commands` that the journal answers. */
export interface HistoryCommands {
  getHistory: { request: { taskId: TaskId; limit?: number }; value: TaskHistory }
  /** One run of any start of the app, with its receipt: also of one that is on no board any more. */
  getEarlierRun: { request: { runId: RunId }; value: EarlierRun }
  getRecovered: { request: undefined; value: readonly RecoveredRun[] }
  recoverRun: { request: { runId: RunId; choice: RecoveryChoice }; value: ControlAnswer }
}

export interface ReceiptComparison {
  readonly change: 'better' | 'same' | 'worse'
  /** `Yesterday 0.4 s, clean; today 10.0 s, forced.` */
  readonly sentence: string
}

/** A stop this much slower is worse, though it was as clean: twice as long, and by a time that a person notices. */
const SLOWER_BY = 2
const NOTICED_MS = 1_000
/** What one stop says may be chance; a warning wants this many good ones before it. */
const RECORD_BEFORE_WARNING = 3
/** Below this a tenth of a second says nothing. */
const SPOKEN_IN_MS = 95
const DAY_MS = 86_400_000

/** True for a receipt that tells how a polite stop went. */
export function isStop(receipt: Receipt): boolean {
  const polite = receipt.control === 'stop' || receipt.control === 'cancel'
  return polite && receipt.askedAt !== undefined && receipt.verdict !== 'refused' && receipt.verdict !== 'unknown'
}

export function stopRecord(receipts: readonly Receipt[]): StopRecord {
  const stops = receipts.filter(isStop)
  const clean = stops.filter(({ verdict }) => verdict === 'clean').length
  if (stops.length === 0) return { stops: 0, clean: 0, sentence: 'It was never stopped.' }
  const times = stops.map(({ totalMs }) => totalMs).sort((a, b) => a - b)
  const counted = stops.length === 1 ? '1 stop was' : `${stops.length} stops were`
  return {
    stops: stops.length,
    clean,
    medianMs: quantile(times, 0.5),
    p95Ms: quantile(times, 0.95),
    sentence: `${clean} of ${counted} clean.`,
  }
}

/** What changed from one end of a task to a later one. `now` is wall clock, for the names of days. Pure. */
export function compareReceipts(earlier: Receipt, later: Receipt, now: number = later.endedAt): ReceiptComparison {
  const [before, after] = daysOf(earlier.endedAt, later.endedAt, now)
  const sentence = `${capital(before)} ${spoken(earlier)}; ${after} ${spoken(later)}.`
  const harm = harmOf(later) - harmOf(earlier)
  if (harm !== 0) return { change: harm > 0 ? 'worse' : 'better', sentence }
  if (isSlower(later.totalMs, earlier.totalMs)) return { change: 'worse', sentence }
  return { change: isSlower(earlier.totalMs, later.totalMs) ? 'better' : 'same', sentence }
}

/** A sentence when the newest stop is worse than the ones before it were, all in all. `earlier` is newest first. */
export function stopsGotWorse(earlier: readonly Receipt[], newest: Receipt, now?: number): string | undefined {
  const stops = earlier.filter(isStop)
  const [last] = stops
  if (!isStop(newest) || !last || stops.length < RECORD_BEFORE_WARNING) return undefined
  const compared = compareReceipts(last, newest, now)
  const record = stopRecord(stops)
  // Against the last one and against the record: a task that is forced every second time has not just got worse.
  const usuallyClean = record.clean / record.stops >= 0.8
  const byVerdict = usuallyClean && newest.verdict !== 'clean'
  const byTime = isSlower(newest.totalMs, record.medianMs ?? newest.totalMs)
  if (compared.change !== 'worse' || (!byVerdict && !byTime)) return undefined
  return `Its stops got worse. ${compared.sentence} Before, ${record.sentence}`
}

function isSlower(ms: number, than: number): boolean {
  return ms > than * SLOWER_BY && ms - than > NOTICED_MS
}

/** Anything but a clean end is worse than a clean one; what still lives is the worst. */
function harmOf({ verdict, survivors }: Receipt): number {
  if (survivors.some(({ endedBy }) => endedBy === 'alive')) return 2
  return verdict === 'clean' ? 0 : 1
}

function spoken({ totalMs, verdict }: Receipt): string {
  const time = totalMs < SPOKEN_IN_MS ? `${Math.round(totalMs)} ms` : `${(totalMs / 1_000).toFixed(1)} s`
  return `${time}, ${verdict.replace('-', ' ')}`
}

function daysOf(earlier: number, later: number, now: number): readonly [string, string] {
  const days = [dayName(earlier, now), dayName(later, now)] as const
  return days[0] === days[1] ? ['before', 'now'] : days
}

function dayName(at: number, now: number): string {
  const day = new Date(at).toDateString()
  if (day === new Date(now).toDateString()) return 'today'
  if (day === new Date(now - DAY_MS).toDateString()) return 'yesterday'
  const date = new Date(at)
  const two = (value: number): string => String(value).padStart(2, '0')
  return `on ${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`
}

function quantile(sorted: readonly number[], part: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * part) - 1)] ?? 0
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
