import type { ChildProcess } from 'node:child_process'
import { within } from '../clock/patience'
import type { Released } from './task-kind'

/** After the leader has left, output that is still in the pipes comes within this; then a grandchild holds them open. */
const DRAIN_IDLE_MS = 250
const DRAIN_AT_MOST_MS = 2_000
const DRAIN_LOOK_MS = 25

/** The pipes of a child: read until nothing comes any more, and then let go. */
export class ChildPipes {
  readonly #child: ChildProcess
  readonly #closed: Promise<void>
  #isClosed = false
  #lastBytesAt = 0

  constructor(child: ChildProcess) {
    this.#child = child
    this.#closed = new Promise((resolve) =>
      child.once('close', () => {
        this.#isClosed = true
        resolve()
      }),
    )
  }

  tookBytes(): void {
    this.#lastBytesAt = performance.now()
  }

  /** Waits until what was printed has arrived: whoever still holds their other end must not hold us. */
  async release(): Promise<Released> {
    const giveUpAt = performance.now() + DRAIN_AT_MOST_MS
    this.#lastBytesAt = performance.now()
    while (!this.#isClosed && performance.now() < giveUpAt && performance.now() - this.#lastBytesAt < DRAIN_IDLE_MS) {
      await within(DRAIN_LOOK_MS, this.#closed)
    }
    // The loop may have been held up: what the pipes have to say is heard before they are asked.
    for (let turns = 0; turns < 2 && !this.#isClosed; turns++) await new Promise(setImmediate)
    const isHeld = this.#child.stdio.some(isOpen)
    for (const pipe of this.#child.stdio) pipe?.destroy()
    return isHeld ? 'held' : 'free'
  }
}

/** It ends when the last who has its other end has gone. One that is not read, or only written to, tells nothing. */
function isOpen(pipe: ChildProcess['stdio'][number] | undefined): boolean {
  if (!pipe || !('readableEnded' in pipe)) return false
  return pipe.readable && !pipe.readableEnded && !pipe.isPaused()
}
