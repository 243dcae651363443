import type { RunSnapshot, StopProgress, StopProgressStep } from '@contract/run'
import type { Task } from '@contract/task'
import { receiptDetail, receiptHeadline, receiptTone } from '../receipt/receipt-words'
import type { Tone } from '../ui/tone'
import { countdownText, elapsedText } from './durations'
import { plainText } from './plain-text'
import { sendWords } from './words'

/** The lower half of a card: one of five shapes of the same size. */
export type CardReport =
  | { readonly shape: 'measures' }
  | { readonly shape: 'runs'; readonly label: string; readonly what: string }
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

export function cardReport(run: RunSnapshot | undefined, task: Task | undefined, now: number): CardReport {
  if (run === undefined) return words('ended', 'none', 'Not started yet', task === undefined ? '' : specLine(task))
  switch (run.phase) {
    case 'pending':
      return words('waiting', 'waiting', waitingText(run), startsText(run, now) ?? run.commandLine ?? '')
    case 'starting':
      return words('busy', 'none', 'Starting', run.commandLine ?? '')
    case 'running':
      return runningReport(run, task, now)
    case 'stopping':
      return run.stop === undefined
        ? words('waiting', 'waiting', 'Asked to end', 'What was sent is not known yet')
        : ladder(run.stop, now)
    case 'stuck':
      return words('alarm', 'alarm', 'Asked, and has not gone', run.waitingFor ?? 'What holds it is not known')
    case 'ended':
      return endedReport(run)
  }
}

/** A report in one line, where it has something to say. */
export function reportLine(report: CardReport): { readonly text: string; readonly tone: Tone } | undefined {
  if (report.shape === 'ladder') return { text: report.headline, tone: 'waiting' }
  if (report.shape !== 'words' || report.mark === 'none') return undefined
  return { text: report.headline, tone: report.tone }
}

function runningReport(run: RunSnapshot, task: Task | undefined, now: number): CardReport {
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
    label: run.waitingFor ?? (run.kind === 'timer' ? 'Elapses' : 'Runs'),
    what: run.commandLine ?? (task === undefined ? '' : specLine(task)),
  }
}

function timerReport(passedMs: number, delayMs: number): CardReport {
  const left = Math.ceil((delayMs - passedMs) / 1000)
  const text = left > 0 ? `Elapses in ${elapsedText(left * 1000)}` : 'Due now'
  return { shape: 'progress', fraction: delayMs <= 0 ? 1 : clamp(passedMs / delayMs), text }
}

/** The engine names what is waited for, sometimes as a sentence, sometimes as a thing. */
function waitingText({ waitingFor }: RunSnapshot): string {
  if (waitingFor === undefined) return 'Waiting to start'
  return /^[a-z]/.test(waitingFor) ? `Waits for ${waitingFor}` : waitingFor
}

/** When a pending run will be started, where that is known. */
function startsText({ startsAt }: RunSnapshot, now: number): string | undefined {
  if (startsAt === undefined) return undefined
  const left = Math.ceil((startsAt - now) / 1000)
  return left > 0 ? `Starts in ${elapsedText(left * 1000)}, unless you cancel it` : 'Starts now'
}

function endedReport(run: RunSnapshot): CardReport {
  const { receipt } = run
  if (receipt === undefined) return words('ended', 'waiting', 'It has ended', 'Its receipt is being completed')
  const tone = receiptTone(receipt)
  const mark = tone === 'calm' ? 'done' : tone === 'alarm' ? 'alarm' : tone === 'waiting' ? 'warning' : 'none'
  return words(tone, mark, receiptHeadline(receipt), receiptDetail(receipt))
}

function ladder(stop: StopProgress, now: number): CardReport {
  const current = stop.steps[stop.current]
  const next = stop.steps[stop.current + 1]
  const left = countdownText(stop.nextAt - now)
  const then = next === undefined ? `counts as stuck in ${left}` : `${sendWords(next.send)} in ${left}`
  return {
    shape: 'ladder',
    headline: current === undefined ? 'Asked to end' : `${sentWords(current)} · ${then}`,
    steps: stop.steps.map((step, index) => ({
      text: sendWords(step.send),
      state: index < stop.current ? 'over' : index === stop.current ? 'current' : 'ahead',
      used: index < stop.current ? 1 : index === stop.current ? used(step, stop.nextAt, now) : 0,
    })),
    ...(next === undefined ? { cannotHurry: 'This is the last step of its policy. Terminate ends it by force.' } : {}),
  }
}

function sentWords(step: StopProgressStep): string {
  return step.send === 'ask' ? 'Asked' : `${sendWords(step.send)} sent`
}

function used(step: StopProgressStep, nextAt: number, now: number): number {
  return step.patienceMs <= 0 ? 1 : clamp(1 - (nextAt - now) / step.patienceMs)
}

function specLine({ spec }: Task): string {
  if (spec.kind === 'process') return [spec.command, ...(spec.args ?? [])].join(' ')
  if (spec.kind === 'timer') return `${spec.repeat === true ? 'every' : 'after'} ${countdownText(spec.delayMs)}`
  return spec.workload
}

function words(tone: Tone, mark: ReportMark, headline: string, detail: string): CardReport {
  return { shape: 'words', tone, mark, headline: plainText(headline), detail: plainText(detail) }
}

function clamp(fraction: number): number {
  return Math.min(1, Math.max(0, fraction))
}
