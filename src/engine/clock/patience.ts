import { inBackground } from '../in-background'

/** The end of a run is told after this, whatever the disk does: it then says what is not on disk yet. */
export const END_WAITS_FOR_DISK_MS = 1_500

/** A wait that ends at its deadline, when `event` settles, or when somebody hurries it. */
export type PatienceEnd = 'event' | 'deadline' | 'hurried'

export interface Patience {
  readonly ended: Promise<PatienceEnd>
  hurry(): void
}

/** Resolves with what came first. Leaves no timer behind. `event` must not reject. */
export function patience(ms: number, event: Promise<unknown>): Patience {
  let hurry = (): void => undefined
  const ended = new Promise<PatienceEnd>((resolve) => {
    const finish = (end: PatienceEnd): void => {
      clearTimeout(timer)
      resolve(end)
    }
    const timer = setTimeout(() => finish('deadline'), ms)
    hurry = () => finish('hurried')
    inBackground(
      event.then(() => finish('event')),
      'waiting for something with patience',
    )
  })
  return { ended, hurry: () => hurry() }
}

/** Resolves after `ms`, or as soon as `over` is aborted. Leaves no timer behind. */
export function delay(ms: number, over?: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    if (over?.aborted) return resolve()
    const finish = (): void => {
      clearTimeout(timer)
      over?.removeEventListener('abort', finish)
      resolve()
    }
    const timer = setTimeout(finish, ms)
    over?.addEventListener('abort', finish)
  })
}

/** Read anew at every call: a signal may be aborted during any wait. */
export function isOver(over: AbortSignal): boolean {
  return over.aborted
}

/** Waits for `promise`, but at most `ms`: then `undefined`. Leaves no timer behind. */
export async function within<Value>(ms: number, promise: Promise<Value>): Promise<Value | undefined> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<undefined>((resolve) => (timer = setTimeout(() => resolve(undefined), ms)))
  try {
    return await Promise.race([promise, late])
  } finally {
    clearTimeout(timer)
  }
}
