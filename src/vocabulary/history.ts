import type { ReceiptComparison, StopRecord } from '@contract/history'
import type { Receipt } from '@contract/receipt'
import { secondsText, spanText } from './durations'
import { upperFirst } from './sentences/text'
import { inSentence, VERDICT_WORDS } from './words'

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
  const sentence = `${upperFirst(before)} ${spoken(earlier)}; ${after} ${spoken(later)}.`
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
  const time = totalMs < SPOKEN_IN_MS ? spanText(totalMs) : secondsText(totalMs)
  return `${time}, ${inSentence(VERDICT_WORDS[verdict])}`
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
