import type { SignalName } from '../stop'
import type { NamedProcess } from './named-process'

/** Why a file that was left behind was not taken away. `holder`: `command (process 12)`. `error`: the system's own words. */
export type FileKept =
  | { readonly because: 'changed' | 'disk-silent' | 'holders-unseen' | 'unseen-answers' | 'unseen-locks' }
  | { readonly because: 'held'; readonly holder: string }
  | { readonly because: 'names-process'; readonly pid: number }
  | { readonly because: 'failed'; readonly error: string }

interface OneProcess {
  readonly process: NamedProcess
}

/** What was answered to an act on what a receipt names: a process that was left alone, a file that was left behind. */
export interface AnswerStatements {
  readonly 'not-in-receipt': { readonly field: 'fileId' | 'delegateId'; readonly got: string }
  readonly 'not-left-alone': { readonly pid: number }
  readonly 'process-not-seen': OneProcess
  readonly 'process-no-longer-there': OneProcess
  readonly 'process-of-another-user': OneProcess
  readonly 'process-is-quiesce': OneProcess
  readonly 'process-ended-after': OneProcess & { readonly signal: SignalName }
  readonly 'process-survived-force': OneProcess
  readonly 'file-no-longer-there': { readonly path: string }
  readonly 'file-not-removed': { readonly path: string; readonly kept: FileKept }
  readonly 'file-is-gone': { readonly path: string }
  readonly 'file-still-there': { readonly path: string }
}
