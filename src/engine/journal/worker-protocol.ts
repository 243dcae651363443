import type { RunId, TaskId } from '@contract/ids'
import type { Instance, OpenedJournal, Retention, StoredRun, Tidied } from './journal'
import type { WrittenRun } from './put-run'

/** What the journal's thread is asked. Each is answered once, by its number. */
export type JournalAsk =
  | { readonly op: 'open' }
  | { readonly op: 'put'; readonly run: WrittenRun }
  /** A text of `writtenEvents`. */
  | { readonly op: 'note'; readonly events: string }
  | { readonly op: 'history'; readonly taskId: TaskId; readonly limit: number; readonly except: RunId | '' }
  | { readonly op: 'run'; readonly runId: RunId }
  | { readonly op: 'tidy'; readonly retention: Retention }
  /** The file was found to be damaged: sets it aside and goes on with a fresh one. */
  | { readonly op: 'replace'; readonly why: string }
  | { readonly op: 'close' }

/** What each ask is answered with, when it could be done. */
export interface JournalValues {
  open: OpenAnswer
  put: undefined
  note: undefined
  history: readonly StoredRun[]
  run: StoredRun | undefined
  tidy: Tidied
  replace: readonly string[]
  close: undefined
}

/** `taken`: another engine that lives works in the same folder. */
export type OpenAnswer =
  | (OpenedJournal & { readonly how: 'opened'; readonly existed: boolean })
  | { readonly how: 'taken'; readonly by: Instance }

export type JournalRequest = JournalAsk & { readonly id: number }
export type JournalReply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly problem: string }

/** `write` waits for its `JournalPlace`, then for requests; `check` looks through the whole file, says what it found, and ends. */
export type JournalTask = { readonly mode: 'write' } | { readonly mode: 'check'; readonly path: string }

/** With it, what `NativeCalls` of the thread and of the main thread share. */
export type JournalThreadData = JournalTask & { readonly calls: SharedArrayBuffer }

/** The first message to a thread that writes: which file is its own, and for whom. */
export interface JournalPlace {
  readonly path: string
  readonly instance: Instance
}
