import type { Receipt, ReceiptStep, ReceiptStepName, StepVerdict } from '@contract/receipt'
import { patienceText, spanText } from '@vocabulary/durations'
import { say } from '@vocabulary/sentences/say'
import { sendWords, STEP_VERDICT_WORDS } from '@vocabulary/words'
import type { Tone } from '../ui/tone'
import { WORDS } from './words'

/** The receipt's steps on one axis. Places are shares of its width, 0 to 1. */
export interface TimelineView {
  readonly ticks: readonly { readonly place: number; readonly text: string }[]
  readonly sent: readonly { readonly place: number; readonly text: string; readonly evidence: string }[]
  readonly rows: readonly TimelineRow[]
  /** What the milliseconds count from. */
  readonly origin: string
}

export interface TimelineRow {
  readonly name: ReceiptStepName
  readonly title: string
  readonly verdict: StepVerdict
  readonly verdictText: string
  readonly tone: Tone
  /** Where it was observed; absent where nothing happened. */
  readonly place?: number
  /** Where the span that ends at `place` began. */
  readonly from: number
  readonly time: string
  readonly evidence: string
  /** It was not told and not seen, but follows from what was. */
  readonly inferred: boolean
}

const TITLES: Readonly<Record<ReceiptStepName, string>> = {
  asked: WORDS.asked,
  delivered: WORDS.delivered,
  handled: WORDS.handled,
  'cleanup-started': WORDS.cleanupStarted,
  'cleanup-finished': WORDS.cleanupFinished,
  'leader-gone': WORDS.leaderGone,
  'family-gone': WORDS.familyGone,
  'delegates-gone': WORDS.delegatesGone,
  'ports-free': WORDS.portsFree,
  'files-clean': WORDS.filesClean,
}

const TONES: Readonly<Record<StepVerdict, Tone>> = {
  yes: 'calm',
  no: 'alarm',
  unknown: 'waiting',
  'not-applicable': 'ended',
}

/** Which step a span begins at; the others begin at zero. */
const BEGINS_AT: Readonly<Partial<Record<ReceiptStepName, ReceiptStepName>>> = {
  handled: 'delivered',
  'cleanup-finished': 'cleanup-started',
  'leader-gone': 'delivered',
  'family-gone': 'leader-gone',
  'delegates-gone': 'leader-gone',
  'ports-free': 'leader-gone',
  'files-clean': 'leader-gone',
}

export function timelineView(receipt: Receipt): TimelineView {
  const times = [
    receipt.totalMs,
    ...receipt.steps.map((step) => step.ms ?? 0),
    ...receipt.ladder.map((step) => step.ms),
    1,
  ]
  const end = Math.max(...times) * 1.04
  const place = (ms: number): number => Math.min(1, Math.max(0, ms / end))
  return {
    ticks: tickTimes(end).map((ms) => ({ place: place(ms), text: ms === 0 ? '0' : spanText(ms) })),
    sent: receipt.ladder.map((sent) => ({
      place: place(sent.ms),
      text: sendWords(sent.send),
      evidence: sent.note ? say(sent.note) : WORDS.sentAfter(spanText(sent.ms), patienceText(sent.patienceMs)),
    })),
    rows: receipt.steps.map((one) => row(one, receipt, place)),
    origin: receipt.askedAt === undefined ? WORDS.sinceLeaderEnded : WORDS.sinceAsked,
  }
}

function row(step: ReceiptStep, receipt: Receipt, place: (ms: number) => number): TimelineRow {
  const begin = BEGINS_AT[step.name]
  const from = receipt.steps.find((one) => one.name === begin)?.ms
  return {
    name: step.name,
    title: TITLES[step.name],
    verdict: step.verdict,
    verdictText: STEP_VERDICT_WORDS[step.verdict],
    tone: TONES[step.verdict],
    ...(step.ms === undefined ? {} : { place: place(step.ms) }),
    from: place(Math.min(from ?? 0, step.ms ?? 0)),
    time: timeText(step.ms),
    evidence: say(step.evidence),
    inferred: step.inferred === true,
  }
}

/** What came before the zero, such as the end of a leader whose family was followed, says so. */
function timeText(ms: number | undefined): string {
  if (ms === undefined) return '–'
  if (ms < 0) return WORDS.before(spanText(-ms))
  return ms === 0 ? '0 ms' : spanText(ms)
}

/** Three to six times from zero to `end`, 1, 2 or 5 times a power of ten apart, in milliseconds. */
export function tickTimes(end: number): readonly number[] {
  const rough = end / 5.2
  const power = 10 ** Math.floor(Math.log10(rough))
  const factor = [1, 2, 5, 10].find((one) => one * power >= rough) ?? 10
  const step = Math.max(1, factor * power)
  return Array.from({ length: Math.floor(end / step) + 1 }, (_, index) => index * step)
}
