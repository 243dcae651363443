import type { DependencyState, RestartWhen, WhenRunning } from '@contract/life'
import type { TypedTime } from '../duration'

export const PROBE_SORTS = ['none', 'line', 'port', 'http', 'command'] as const
export type ProbeSort = (typeof PROBE_SORTS)[number]

/** One way to look, and what was typed for the others: a change of mind loses nothing. */
export interface ProbeDraft {
  readonly by: ProbeSort
  readonly line: string
  readonly port: string
  readonly http: string
  readonly command: string
  readonly every: TypedTime
  readonly timeout: TypedTime
  /** Whoever holds the port may answer for it. */
  readonly anyListener: boolean
}

export interface RestartDraft {
  /** `unset`: the task says nothing, which counts as never. */
  readonly when: RestartWhen | 'unset'
  readonly pause: TypedTime
  readonly maxPause: TypedTime
  readonly limit: string
}

/** `unset`: the task says nothing, which counts as refuse. */
export type WhenRunningDraft = WhenRunning | 'unset'

export interface DependencyRow {
  readonly task: string
  readonly until: DependencyState
}

/** What tasks of every kind but the timer may have. An empty text or time leaves the default. */
export interface LifeDraft {
  readonly restart: RestartDraft
  readonly dependsOn: readonly DependencyRow[]
  readonly whenRunning: WhenRunningDraft
}

/** What only processes have. Lists are typed one a line, numbers apart by spaces or commas. */
export interface ProcessLifeDraft extends LifeDraft {
  readonly ready: ProbeDraft
  readonly health: ProbeDraft & {
    readonly misses: string
    readonly start: TypedTime
    readonly then: 'unset' | 'restart' | 'stop' | 'tell'
  }
  readonly envFiles: string
  readonly ports: string
  readonly watchPaths: string
  readonly watchIgnore: string
  readonly watchQuiet: TypedTime
  readonly filesGone: string
  readonly portsFree: string
  readonly printed: string
  readonly exitCodes: string
  readonly terminal: boolean
  readonly strict: boolean
  readonly keepRunning: boolean
  /** A stop ends whatever carries the mark, also what left its terminal. */
  readonly endsAll: boolean
  readonly processLimit: string
  readonly keepOutput: { readonly text: string; readonly unit: SizeUnit }
}

export const SIZE_UNITS = ['B', 'KB', 'MB', 'GB'] as const
export type SizeUnit = (typeof SIZE_UNITS)[number]

const NO_TIME: TypedTime = { text: '', unit: 's' }
const NO_PAUSE: TypedTime = { text: '', unit: 'ms' }
const NO_PROBE: ProbeDraft = {
  by: 'none',
  line: '',
  port: '',
  http: '',
  command: '',
  every: NO_PAUSE,
  timeout: NO_TIME,
  anyListener: false,
}

export const EMPTY_LIFE: LifeDraft = {
  restart: { when: 'unset', pause: NO_PAUSE, maxPause: NO_TIME, limit: '' },
  dependsOn: [],
  whenRunning: 'unset',
}

export const EMPTY_PROCESS_LIFE: ProcessLifeDraft = {
  ...EMPTY_LIFE,
  ready: NO_PROBE,
  health: { ...NO_PROBE, every: NO_TIME, misses: '', start: NO_TIME, then: 'unset' },
  envFiles: '',
  ports: '',
  watchPaths: '',
  watchIgnore: '',
  watchQuiet: NO_PAUSE,
  filesGone: '',
  portsFree: '',
  printed: '',
  exitCodes: '',
  terminal: false,
  strict: false,
  keepRunning: false,
  endsAll: false,
  processLimit: '',
  keepOutput: { text: '', unit: 'MB' },
}
