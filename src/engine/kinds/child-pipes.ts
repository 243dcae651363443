import type { ChildProcess } from 'node:child_process'
import type { BackPressure } from './back-pressure'
import type { Released } from './task-kind'

/** The pipes of a child: read until nothing comes any more, and then let go. */
export class ChildPipes {
  readonly #child: ChildProcess
  readonly #pressure: BackPressure
  readonly #closed: Promise<void>
  #isClosed = false

  constructor(child: ChildProcess, pressure: BackPressure) {
    this.#child = child
    this.#pressure = pressure
    this.#closed = new Promise((resolve) =>
      child.once('close', () => {
        this.#isClosed = true
        resolve()
      }),
    )
  }

  /** Waits until what was printed has arrived: whoever still holds their other end must not hold us. */
  async release(): Promise<Released> {
    await this.#pressure.drained(this.#closed)
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
