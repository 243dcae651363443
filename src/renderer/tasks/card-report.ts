import type { RunSnapshot, StopProgress, StopProgressStep } from '@contract/run'
import type { Task } from '@contract/task'
import { commandLineOf } from '@vocabulary/command-line'
import { countdownText, elapsedText } from '@vocabulary/durations'
import { sendWords } from '@vocabulary/words'
import { receiptDetail, receiptHeadline, receiptTone } from '../receipt/receipt-words'
import type { Tone } from '../ui/tone'
import { say } from '@vocabulary/sentences/say'
import { plainText } from './plain-text'
import { CARD_WORDS } from './card-words'

/** The lower half of a card: one of six shapes of the same size. */
export type CardReport =
  | { readonly shape: 'measures' }
  | { readonly shape: 'runs'; readonly label: string; readonly what: string }
  /** Somebody has to decide: two buttons under a sentence. */
  | { readonly shape: 'question'; readonly text: string }
  | { readonly shape: 'progress'; readonly fraction: number; readonly text: string }
  | {
      readonly shape: 'words'
      readonly tone: Tone
      readonly mark: ReportMark
      readonly headline: string
      readonly detail: string
    }
  | {
      readonly shape: 'ladder'
      readonly headline: string
      readonly steps: readonly LadderStepView[]
      /** What a hurried stop does at once, in a word or two; absent where a word would not do. */
      readonly next?: string
      /** Why the stop cannot be hurried; absent when it can. */
      readonly cannotHurry?: string
    }

export type ReportMark = 'none' | 'done' | 'warning' | 'alarm' | 'waiting'

export interface LadderStepView {
  readonly text: string
  readonly state: 'over' | 'current' | 'ahead'
  /** How much of its patience is used up, 0 to 1. */
  readonly used: number
}

/** `forceAt` (wall clock): when the app, which is leaving, ends it by force whatever its policy says. */
export function cardReport(
  run: RunSnapshot | undefined,
  task: Task | undefined,
  now: number,
  forceAt?: number,
): CardReport {
  if (run === undefined)
    return words('ended', 'none', CARD_WORDS.notStartedYet, task === undefined ? '' : specLine(task))
  switch (run.phase) {
    case 'pending':
      return words('waiting', 'waiting', waitingText(run), startsText(run, now) ?? run.commandLine ?? '')
    case 'starting':
      return words('busy', 'none', CARD_WORDS.starting, run.commandLine ?? '')
    case 'running':
      return runningReport(run, task, now)
    case 'stopping':
      return run.stop === undefined
        ? words('waiting', 'waiting', CARD_WORDS.askedToEnd, CARD_WORDS.sentNotKnown)
        : ladder(run.stop, now, forceAt)
    case 'stuck':
      return words(
        'alarm',
        'alarm',
        CARD_WORDS.askedNotGone,
        run.waitingFor ? say(run.waitingFor) : CARD_WORDS.holderNotKnown,
      )
    case 'ended':
      return endedReport(run)
  }
}

/** A report in one line, where it has something to say. */
export function reportLine(report: CardReport): { readonly text: string; readonly tone: Tone } | undefined {
  if (report.shape === 'question') return { text: report.text, tone: 'waiting' }
  if (report.shape === 'ladder') return { text: report.headline, tone: 'waiting' }
  if (report.shape !== 'words' || report.mark === 'none') return undefined
  return { text: report.headline, tone: report.tone }
}

function runningReport(run: RunSnapshot, task: Task | undefined, now: number): CardReport {
  const left = run.afterLeader
  if (left?.state === 'asked')
    return { shape: 'question', text: plainText(CARD_WORDS.leftBut(run.name, left.sentence)) }
  if (run.pid !== undefined) return { shape: 'measures' }
  if (task?.spec.kind === 'timer' && task.spec.repeat !== true && run.startedAt !== undefined) {
    return timerReport(now - run.startedAt, task.spec.delayMs)
  }
  if (run.progress !== undefined) {
    return {
      shape: 'progress',
      fraction: clamp(run.progress),
      text: `${String(Math.floor(clamp(run.progress) * 100))} %`,
    }
  }
  return {
    shape: 'runs',
    label: run.waitingFor ? say(run.waitingFor) : run.kind === 'timer' ? CARD_WORDS.elapses : CARD_WORDS.runs,
    what: run.commandLine ?? (task === undefined ? '' : specLine(task)),
  }
}

function timerReport(passedMs: number, delayMs: number): CardReport {
  const left = Math.ceil((delayMs - passedMs) / 1000)
  const text = left > 0 ? CARD_WORDS.elapsesIn(elapsedText(left * 1000)) : CARD_WORDS.dueNow
  return { shape: 'progress', fraction: delayMs <= 0 ? 1 : clamp(passedMs / delayMs), text }
}

/** The engine names what is waited for, sometimes as a sentence, sometimes as a thing. */
function waitingText({ waitingFor }: RunSnapshot): string {
  if (waitingFor === undefined) return CARD_WORDS.waitingToStart
  const text = say(waitingFor)
  return /^[a-z]/.test(text) ? CARD_WORDS.waitsFor(text) : text
}

/** When a pending run will be started, where that is known. */
function startsText({ startsAt }: RunSnapshot, now: number): string | undefined {
  if (startsAt === undefined) return undefined
  const left = Math.ceil((startsAt - now) / 1000)
  return left > 0 ? CARD_WORDS.startsIn(elapsedText(left * 1000)) : CARD_WORDS.startsNow
}

function endedReport(run: RunSnapshot): CardReport {
  const { receipt } = run
  if (receipt === undefined) return words('ended', 'waiting', CARD_WORDS.itHasEnded, CARD_WORDS.receiptPending)
  const tone = receiptTone(receipt)
  const mark = tone === 'calm' ? 'done' : tone === 'alarm' ? 'alarm' : tone === 'waiting' ? 'warning' : 'none'
  return words(tone, mark, receiptHeadline(receipt), receiptDetail(receipt))
}

function ladder(stop: StopProgress, now: number, forceAt = Infinity): CardReport {
  const current = stop.steps[stop.current]
  const next = stop.steps[stop.current + 1]
  const left = countdownText(Math.min(stop.nextAt, forceAt) - now)
  const then =
    forceAt < stop.nextAt
      ? CARD_WORDS.byForceIn(left)
      : next === undefined
        ? CARD_WORDS.stuckIn(left)
        : CARD_WORDS.sentIn(sendWords(next.send), left)
  return {
    shape: 'ladder',
    headline: current === undefined ? CARD_WORDS.askedToEnd : `${sentWords(current)} · ${then}`,
    steps: stop.steps.map((step, index) => ({
      text: sendWords(step.send),
      state: index < stop.current ? 'over' : index === stop.current ? 'current' : 'ahead',
      used: index < stop.current ? 1 : index === stop.current ? used(step, stop.nextAt, now) : 0,
    })),
    ...(next === undefined ? { cannotHurry: CARD_WORDS.lastStep } : {}),
    ...(typeof next?.send === 'string' ? { next: CARD_WORDS.now(sendWords(next.send)) } : {}),
  }
}

function sentWords(step: StopProgressStep): string {
  return step.send === 'ask' ? CARD_WORDS.asked : CARD_WORDS.sent(sendWords(step.send))
}

function used(step: StopProgressStep, nextAt: number, now: number): number {
  return step.patienceMs <= 0 ? 1 : clamp(1 - (nextAt - now) / step.patienceMs)
}

function specLine({ spec }: Task): string {
  if (spec.kind === 'timer') {
    const span = countdownText(spec.delayMs)
    return spec.repeat === true ? CARD_WORDS.everySpan(span) : CARD_WORDS.afterSpan(span)
  }
  return commandLineOf(spec) ?? ''
}

function words(tone: Tone, mark: ReportMark, headline: string, detail: string): CardReport {
  return { shape: 'words', tone, mark, headline: plainText(headline), detail: plainText(detail) }
}

function clamp(fraction: number): number {
  return Math.min(1, Math.max(0, fraction))
}
