import type { Follow } from '@contract/follow'
import type { Kind } from '@contract/kind'
import type { SignalName, StopPolicy, StopStep } from '@contract/stop'
import { ASK_ONLY, EXECUTOR_DEFAULTS, PULL_EVERY_MS, processLadder } from '@vocabulary/defaults'
import { type TypedTime, typedTime } from './duration'
import {
  EMPTY_LIFE,
  EMPTY_PROCESS_LIFE,
  type LifeDraft,
  type ProcessLifeDraft,
  type WhenRunningDraft,
} from './life/life-draft'
import { joinLine } from '@vocabulary/typed-line'

export interface EnvironmentRow {
  readonly name: string
  readonly value: string
}

export type StepSend = 'ask' | 'terminate' | SignalName | 'stdin' | 'command'

export interface StepDraft {
  readonly send: StepSend
  /** For `stdin` the text, for `command` the command line. */
  readonly text: string
  readonly patience: TypedTime
}

export interface PolicyDraft {
  /** False: the standard policy of the kind. The steps are kept all the same. */
  readonly own: boolean
  readonly steps: readonly StepDraft[]
}

export type OtherFields = Readonly<Record<string, unknown>>

export interface ProcessDraft {
  /** Whether the command is typed as one line or as a program and one argument a row. */
  readonly entry: 'line' | 'rows'
  readonly line: string
  readonly program: string
  readonly args: readonly string[]
  readonly shell: boolean
  readonly cwd: string
  readonly env: readonly EnvironmentRow[]
  readonly wholeFamily: boolean
  /** `ask`: the person is asked, on the card. */
  readonly follow: Follow | 'ask'
  readonly ipc: boolean
  readonly removeTempFiles: boolean
  readonly policy: PolicyDraft
  readonly life: ProcessLifeDraft
  /** What the task has and the form has no input for: kept as it is. */
  readonly others: OtherFields
}

/** Shared by the four kinds that run a workload, so that a change of kind keeps what was typed. */
export interface WorkloadDraft {
  readonly workload: string
  /** JSON text; blank for none. */
  readonly params: string
  readonly executorName: string
  readonly maxWorkers: string
  readonly pullEvery: TypedTime
  readonly policy: PolicyDraft
  readonly life: LifeDraft
  readonly others: OtherFields
}

export interface TimerDraft {
  readonly whenRunning: WhenRunningDraft
  readonly delay: TypedTime
  readonly repeat: boolean
  readonly does: 'log' | 'start'
  readonly log: string
  readonly startTaskId: string
}

/** Everything typed into the form, of every kind at once: a change of kind loses nothing. */
export interface TaskDraft {
  readonly kind: Kind
  readonly name: string
  readonly process: ProcessDraft
  readonly workload: WorkloadDraft
  readonly timer: TimerDraft
}

export const EMPTY_DRAFT: TaskDraft = {
  kind: 'process',
  name: '',
  process: {
    entry: 'line',
    line: '',
    program: '',
    args: [],
    shell: false,
    cwd: '',
    env: [],
    wholeFamily: true,
    follow: 'ask',
    ipc: false,
    removeTempFiles: true,
    policy: standard(processLadder()),
    life: EMPTY_PROCESS_LIFE,
    others: {},
  },
  workload: {
    workload: '',
    params: '',
    executorName: EXECUTOR_DEFAULTS.name,
    maxWorkers: String(EXECUTOR_DEFAULTS.maxWorkers),
    pullEvery: typedTime(PULL_EVERY_MS),
    policy: standard(ASK_ONLY),
    life: EMPTY_LIFE,
    others: {},
  },
  timer: {
    delay: { text: '10', unit: 's' },
    repeat: false,
    whenRunning: 'unset',
    does: 'log',
    log: '',
    startTaskId: '',
  },
}

function standard(ladder: StopPolicy): PolicyDraft {
  return { own: false, steps: ladder.map(stepDraft) }
}

export function stepDraft({ send, patienceMs }: StopStep): StepDraft {
  const patience = typedTime(patienceMs)
  if (typeof send === 'string') return { send, text: '', patience }
  if ('stdin' in send) return { send: 'stdin', text: send.stdin, patience }
  return { send: 'command', text: joinLine(send.command), patience }
}
