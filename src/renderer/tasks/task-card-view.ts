import type { RunId, TaskId } from '@contract/ids'
import { type Control, CONTROLS, type Kind } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'
import { defined } from '@tools/defined'
import { clockText } from '@vocabulary/durations'
import { CONTROL_HINTS, CONTROL_WORDS, inSentence, KIND_WORDS, OUTCOME_WORDS, PHASE_WORDS } from '@vocabulary/words'
import type { Tone } from '../ui/tone'
import { isAlive } from './attention'
import type { CardEntry } from './board-entries'
import type { Lived } from './elapsed-time'
import { type CardReport, cardReport } from './card-report'
import { say } from '@vocabulary/sentences/say'
import { verbatim } from '@contract/statement'
import { plainText } from './plain-text'
import { portWords, type RunMark, runMarks } from './run-marks'
import { CONTROL_KEYS, OUTCOME_TONES, PHASE_TONES } from './tones'
import { CARD_WORDS } from './card-words'

export type CardAction = 'start' | Control

export interface ActionView {
  readonly action: CardAction
  /** What stands on the button. */
  readonly text: string
  /** The accessible name: part of the contract with whoever drives the window. */
  readonly name: string
  readonly hint: string
  readonly keys: string
  /** Why it cannot be pressed; absent when it can. */
  readonly unavailable?: string
}

/** Everything a card shows. No component decides a word, a colour or a condition. */
export interface TaskCardView {
  readonly taskId: TaskId
  readonly runId?: RunId
  readonly name: string
  readonly kind: Kind
  readonly kindText: string
  readonly status: { readonly text: string; readonly tone: Tone; readonly dot: 'still' | 'breathing' }
  /** What the task's own checks found: ready, healthy, the how many-th start. */
  readonly marks: readonly RunMark[]
  /** `listens on 3000 · pid 4312 · 3 processes`, `ended 14:03:09`. */
  readonly facts: string
  /** Absent before it started. */
  readonly lived?: Lived
  /** The last line of its output, or a placeholder where there is none. */
  readonly line: { readonly text: string; readonly quiet: boolean }
  readonly report: CardReport
  readonly actions: readonly ActionView[]
  readonly restart: { readonly name: string; readonly unavailable?: string }
  readonly canDismiss: boolean
  /** How often the view changes by itself; the time that it has lived apart. */
  readonly pace: 'never' | 'second' | 'tenth'
}

export function taskCardView({ taskId, name, kind, task, run }: CardEntry, now: number): TaskCardView {
  return {
    taskId,
    ...defined({ runId: run?.id }),
    name,
    kind,
    kindText: KIND_WORDS[kind],
    status: statusOf(run),
    marks: runMarks(run, task),
    facts: factsOf(run),
    ...livedOf(run),
    line: lineOf(run),
    report: cardReport(run, task, now),
    actions: [startAction(name, task, run), ...CONTROLS.map((control) => controlAction(name, control, run))],
    restart: restartOf(name, task !== undefined, run),
    canDismiss: run?.phase === 'ended',
    pace: paceOf(run),
  }
}

export function paceOf(run: RunSnapshot | undefined): TaskCardView['pace'] {
  if (run?.phase === 'stopping') return 'tenth'
  const countsDown = run?.kind === 'timer' || run?.startsAt !== undefined
  return countsDown && isAlive(run) ? 'second' : 'never'
}

export function statusOf(run: Pick<RunSnapshot, 'phase' | 'outcome'> | undefined): TaskCardView['status'] {
  if (run === undefined) return { text: CARD_WORDS.notStarted, tone: 'ended', dot: 'still' }
  if (run.phase === 'ended') {
    const outcome = run.outcome
    return outcome === undefined
      ? { text: CARD_WORDS.ended, tone: 'ended', dot: 'still' }
      : { text: inSentence(OUTCOME_WORDS[outcome]), tone: OUTCOME_TONES[outcome], dot: 'still' }
  }
  const moving = run.phase === 'starting' || run.phase === 'stopping'
  return { text: inSentence(PHASE_WORDS[run.phase]), tone: PHASE_TONES[run.phase], dot: moving ? 'breathing' : 'still' }
}

function lineOf(run: RunSnapshot | undefined): TaskCardView['line'] {
  const text = plainText(run?.lastLine ?? '')
  if (text !== '') return { text, quiet: false }
  return { text: isAlive(run) ? CARD_WORDS.noOutputYet : CARD_WORDS.noOutput, quiet: true }
}

/** Whom a run follows whose leader has left. While the person is asked it follows nobody. */
function followedWords({ afterLeader }: RunSnapshot): string | undefined {
  const [first] = afterLeader?.state === 'followed' ? afterLeader.goesOn : []
  return first === undefined ? undefined : CARD_WORDS.follows(plainText(first.name), first.pid)
}

function factsOf(run: RunSnapshot | undefined): string {
  if (run === undefined) return ''
  if (run.phase === 'ended')
    return run.endedAt === undefined ? CARD_WORDS.ended : CARD_WORDS.endedAt(clockText(run.endedAt))
  const pid = run.pid === undefined ? [] : [followedWords(run) ?? CARD_WORDS.pid(run.pid)]
  const size = run.family?.length ?? 0
  return [portWords(run), ...pid, size > 1 ? CARD_WORDS.processes(size) : ''].filter(Boolean).join(' · ')
}

function livedOf(run: RunSnapshot | undefined): Pick<TaskCardView, 'lived'> {
  if (run?.startedAt === undefined) return {}
  return { lived: { from: run.startedAt, ...defined({ until: run.endedAt }) } }
}

function startAction(name: string, task: Task | undefined, run: RunSnapshot | undefined): ActionView {
  const hint = startHint(task, run)
  return {
    action: 'start',
    text: CARD_WORDS.start,
    name: CARD_WORDS.startOf(name),
    hint: hint ?? CARD_WORDS.startItAgain,
    keys: 'R',
    ...(hint === undefined
      ? { unavailable: CARD_WORDS.isUnderWay }
      : task === undefined
        ? { unavailable: CARD_WORDS.taskDeleted }
        : {}),
  }
}

/** What a start does now, in words; undefined where the engine would refuse it. */
function startHint(task: Task | undefined, run: RunSnapshot | undefined): string | undefined {
  if (run === undefined) return CARD_WORDS.startIt
  if (run.phase === 'ended') return CARD_WORDS.startItAgain
  const { whenRunning } = task?.spec ?? {}
  if (whenRunning === 'another') return CARD_WORDS.startAnother
  if (whenRunning === 'restart') return CARD_WORDS.startRestarts
  return run.phase === 'pending' && run.startsAt !== undefined ? CARD_WORDS.startWithoutPause : undefined
}

function restartOf(name: string, kept: boolean, run: RunSnapshot | undefined): TaskCardView['restart'] {
  const why = !kept ? CARD_WORDS.taskDeleted : isAlive(run) ? undefined : CARD_WORDS.startDoesTheSame
  return { name: CARD_WORDS.restartOf(name), ...defined({ unavailable: why }) }
}

function controlAction(name: string, control: Control, run: RunSnapshot | undefined): ActionView {
  const offer = run?.controls[control] ?? { offered: false, why: verbatim(CARD_WORDS.notRunning) }
  return {
    action: control,
    text: CONTROL_WORDS[control],
    name: `${CONTROL_WORDS[control]} ${name}`,
    hint: CONTROL_HINTS[control],
    keys: CONTROL_KEYS[control],
    ...(offer.offered || isAnsweredWithNo(control, run)
      ? {}
      : { unavailable: offer.why ? say(offer.why) : CARD_WORDS.notOffered(CONTROL_WORDS[control]) }),
  }
}

/** `cancel()` of a running future may be asked and answers `false`: that answer is worth seeing, so the button can be pressed. */
function isAnsweredWithNo(control: Control, run: RunSnapshot | undefined): boolean {
  return control === 'cancel' && run?.kind === 'future' && isAlive(run)
}
