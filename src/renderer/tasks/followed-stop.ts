import type { RunId } from '@contract/ids'
import { stopAll } from '../client/commands'
import { tell } from '../client/messages'
import { type Readable, writable } from '../client/readable'
import { BOARD_WORDS } from './board-words'

/** Several runs that were asked together, until the person has seen what became of them. */
export interface FollowedStop {
  readonly runIds: readonly RunId[]
  /** Wall clock: when the first was asked. */
  readonly askedAt: number
}

const followed = writable<FollowedStop | undefined>(undefined)

export const followedStop: Readable<FollowedStop | undefined> = followed

/** From now on: one receipt for all of them, shown when the last has gone or is stuck. */
export function followStop(runIds: readonly RunId[]): void {
  // A single run has its own receipt, and its card says it.
  if (runIds.length < 2) return
  tell({
    level: 'info',
    title: BOARD_WORDS.asked(runIds.length),
    text: BOARD_WORDS.receiptComesLater,
  })
  followed.set({ runIds, askedAt: Date.now() })
}

export function forgetStop(): void {
  followed.set(undefined)
}

/** Asks every run to end, and follows what becomes of them. */
export async function stopEverything(): Promise<void> {
  const value = await stopAll()
  if (value === undefined) return
  if (value.asked + value.refused === 0) tell({ level: 'info', title: BOARD_WORDS.nothingIsRunning })
  else followStop(value.runIds ?? [])
}
