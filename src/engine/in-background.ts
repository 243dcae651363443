import { defined } from '@tools/defined'
import { Emitter } from '@tools/emitter'
import { messageOf } from '@tools/errors'
import type { EventSubject } from './events/event-subject'

/** Something that nobody waited for went wrong inside Quiesce itself. */
export interface BackgroundFailure {
  /** A whole sentence: what was being done, and the error as it was thrown. */
  readonly text: string
  /** Names the work, without what differs from one failure to the next: a later word on it takes the earlier one's place. */
  readonly about: string
  /** The run that the work was for. */
  readonly run?: EventSubject
}

/** What fails again and again, each time it is told, must not make the log of it. */
const REPEAT_AFTER_MS = 1_000

const failures = new Emitter<BackgroundFailure>((error, { text }) =>
  // A listener that throws here would become the next rejection, and so on without an end.
  process.emitWarning(`${text} Nobody could be told: ${spoken(error)}.`),
)
const toldAt = new Map<string, number>()

/**
 * Lets work go on that nobody waits for. A rejection becomes a failure that `onBackgroundFailure` tells: left to itself it
 * would end a Node process, and the watchdog would then end every task. `what` completes "Quiesce failed while …".
 */
export function inBackground(work: PromiseLike<unknown>, what: string, run?: EventSubject): void {
  work.then(undefined, (error: unknown) => tell(failureOf(what, error, run)))
}

/** Hears of every failure in this process. Returns its undo. Where nobody listens, a failure is a warning of the process. */
export function onBackgroundFailure(listener: (failure: BackgroundFailure) => void): () => void {
  const undo = failures.listen(listener)
  if (failures.listeners === 1) process.on('unhandledRejection', overlooked)
  return () => {
    undo()
    if (failures.listeners === 0) process.removeListener('unhandledRejection', overlooked)
  }
}

/** What an `Emitter` does with the error of a listener: its bug must not change a run's fate, and must not be hidden either. */
export function listenerFailed(error: unknown): void {
  process.emitWarning(error instanceof Error ? error : messageOf(error))
}

/** The last net: a rejection that no code of ours expected. While somebody listens it is told, and ends nothing. */
function overlooked(error: unknown): void {
  tell(failureOf('nobody waited for it', error))
}

function tell(failure: BackgroundFailure): void {
  const { about, run } = failure
  const which = `${about} ${run?.id ?? ''}`
  const now = performance.now()
  for (const [key, at] of toldAt) if (now - at >= REPEAT_AFTER_MS) toldAt.delete(key)
  if (toldAt.has(which)) return
  toldAt.set(which, now)
  if (failures.listeners === 0) process.emitWarning(failure.text)
  failures.emit(failure)
}

function failureOf(what: string, error: unknown, run?: EventSubject): BackgroundFailure {
  return { text: `Quiesce failed while ${what}: ${spoken(error)}.`, about: `background: ${what}`, ...defined({ run }) }
}

/** Also of what was thrown though it is no error, and of an error that cannot be made text. */
function spoken(error: unknown): string {
  const message = messageOf(error)
  return error instanceof Error ? `${error.name}: ${message}`.replace(/[.\s]+$/, '') : message
}
