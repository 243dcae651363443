import type { DelegateForecast } from './delegate'
import type { AfterLeader } from './follow'
import type { RunId, TaskId } from './ids'
import type { Control, Kind } from './kind'
import type { Outcome } from './outcome'
import type { Receipt } from './receipt'
import type { Statement } from './statement'
import type { ControlOffers } from './control-answer'
import type { StopMessage, StopOrigin } from './stop'

export const PHASES = ['pending', 'starting', 'running', 'stopping', 'stuck', 'ended'] as const
/** `stuck`: it was asked and has not gone after the last step of its policy. It stays visible, and a later control can still end it. */
export type Phase = (typeof PHASES)[number]

/** The ladder of a stop that is under way, for the countdown on the card. Times are wall clock milliseconds. */
export interface StopProgress {
  readonly control: Control
  readonly origin: StopOrigin
  readonly askedAt: number
  readonly steps: readonly StopProgressStep[]
  /** Index of the step that was sent last. */
  readonly current: number
  /** When the next step is due, or when the run counts as stuck after the last one. */
  readonly nextAt: number
}

export interface StopProgressStep {
  readonly send: StopMessage
  readonly patienceMs: number
  readonly sentAt?: number
}

/** What a process family uses now. */
export interface Usage {
  /** Percent of one core. */
  readonly cpuPercent: number
  readonly memoryBytes: number
  readonly processes: number
}

export interface UsageSample extends Usage {
  /** Listening ports of the family, as last seen. */
  readonly ports?: number
  readonly runId: RunId
  /** Wall clock, milliseconds since 1970. */
  readonly at: number
}

/** A live process of a run's family, as last seen. */
export interface FamilyMember {
  readonly pid: number
  readonly command: string
  readonly role: 'leader' | 'member' | 'survivor'
}

/** A run as plain data. Whoever holds two of one run keeps the one with the higher `revision`. */
export interface RunSnapshot {
  readonly id: RunId
  readonly taskId: TaskId
  readonly name: string
  readonly kind: Kind
  readonly revision: number
  readonly phase: Phase
  readonly outcome?: Outcome
  readonly pid?: number
  /** Wall clock, milliseconds since 1970. */
  readonly createdAt: number
  readonly startedAt?: number
  readonly endedAt?: number
  /** 0 to 1. */
  readonly progress?: number
  readonly lastLine?: string
  /** What a pending run waits for, or what a stuck one is held by. */
  readonly waitingFor?: Statement
  /** What is run, as the person would type it. */
  readonly commandLine?: string
  readonly controls: ControlOffers
  readonly stop?: StopProgress
  readonly receipt?: Receipt
  /** Whether the receipt is on disk, or held in memory until the disk takes it. */
  readonly recorded?: 'written' | 'kept'
  readonly family?: readonly FamilyMember[]
  readonly outputBytes: number
  /** What cannot be seen or done for this run on this platform. */
  readonly blindSpots: readonly Statement[]
  /** Listening ports of its family, as last seen. */
  readonly ports?: readonly number[]
  /** Absent where the task has no readiness check. */
  readonly ready?: boolean
  /** Absent where the task has no health check. */
  readonly healthy?: boolean
  /** The how many-th start in a row that nobody asked for; absent for the first. */
  readonly attempt?: number
  /** Wall clock: when a pending run will be started. */
  readonly startsAt?: number
  /** True when it has ended and its task is started again as soon as a watched file changes. Cancel withdraws that. */
  readonly waitsForChange?: boolean
  /** What a stop would meet, in a sentence: `SIGTERM is caught by node; esbuild ignores it.` */
  readonly forecast?: string
  /** Work that it hands, or has handed, to somebody outside its family, and what a stop reaches of that. */
  readonly delegates?: readonly DelegateForecast[]
  /** What holds the family together. */
  readonly guarantee?: Statement
  /** True when it runs in a terminal of its own. */
  readonly terminal?: boolean
  /** Set while others of its family go on after its leader has left. `pid` is then that of the first of them. */
  readonly afterLeader?: AfterLeader
  /** Set when its stop was worse than the earlier ones of its task, in sentences. */
  readonly stopsGotWorse?: string
}
