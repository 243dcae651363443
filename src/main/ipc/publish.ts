import type { Notice, PageRequest, Updates } from '@contract/channels'
import type { EngineEvent } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { RunSnapshot, UsageSample } from '@contract/run'
import type { StackBoard } from '@contract/stack'
import type { Task } from '@contract/task'
import { PendingUpdates } from './pending-updates'

/** One frame of a 60 Hz screen: more pushes than frames would only be thrown away by the page. */
const FRAME_MS = 16
/** After a push that was so much to draw, what nobody waits for comes at the pace at which text can be read. */
const MUCH = 32
const MUCH_MS = 50

/** The part of Electron's `WebContents` that takes pushes. */
export interface PushTarget {
  readonly id: number
  isDestroyed(): boolean
  send(channel: string, ...args: unknown[]): void
}

/**
 * Sends every window what changed, gathered, at most once a frame, and never a second push before the page took the
 * first: what comes meanwhile waits in `PendingUpdates`, which is bounded.
 */
export class Publisher {
  readonly #windows = new Map<number, WindowFeed>()

  /** From now on the window counts as ours. Nothing is sent until its page says that it listens. */
  register(target: PushTarget): void {
    this.#windows.set(target.id, new WindowFeed(target))
  }

  unregister(contentsId: number): void {
    this.#windows.get(contentsId)?.close()
    this.#windows.delete(contentsId)
  }

  has(contentsId: number): boolean {
    return this.#windows.has(contentsId)
  }

  /** The page took the push with this ticket. Ticket 0: a page has just loaded, and will ask for a snapshot. */
  taken(contentsId: number, ticket: number): void {
    this.#windows.get(contentsId)?.taken(ticket)
  }

  /** The runs that pages show now: they are sent as soon as they change. */
  watch(runIds: readonly RunId[]): void {
    this.#gather((pending) => pending.watch(runIds))
  }

  run(run: RunSnapshot): void {
    this.#gather((pending) => pending.run(run))
  }

  removed(runId: RunId): void {
    this.#gather((pending) => pending.removed(runId))
  }

  event(event: EngineEvent): void {
    this.#gather((pending) => pending.event(event))
  }

  samples(samples: readonly UsageSample[]): void {
    this.#gather((pending) => pending.samples(samples))
  }

  tasks(tasks: readonly Task[]): void {
    this.#gather((pending) => pending.tasks(tasks))
  }

  stacks(stacks: StackBoard): void {
    this.#gather((pending) => pending.stacks(stacks))
  }

  notice(notice: Notice): void {
    this.#gather((pending) => pending.notice(notice))
  }

  noticeWithdrawn(id: string): void {
    this.#gather((pending) => pending.noticeWithdrawn(id))
  }

  /** For the page of the one window: what was chosen outside of it. */
  pageRequest(request: PageRequest): void {
    this.#gather((pending) => pending.pageRequest(request))
  }

  close(): void {
    for (const id of [...this.#windows.keys()]) this.unregister(id)
  }

  #gather(add: (pending: PendingUpdates) => void): void {
    for (const feed of this.#windows.values()) feed.gather(add)
  }
}

class WindowFeed {
  readonly #target: PushTarget
  readonly #pending = new PendingUpdates()
  #listens = false
  #lastTicket = 0
  #inFlight: number | undefined
  #timer: NodeJS.Timeout | undefined
  #waitsLong = false
  #lastWasMuch = false

  constructor(target: PushTarget) {
    this.#target = target
  }

  gather(add: (pending: PendingUpdates) => void): void {
    if (!this.#listens) return
    add(this.#pending)
    this.#sendSoon()
  }

  taken(ticket: number): void {
    if (ticket === 0) {
      this.#listens = true
      this.#inFlight = undefined
      this.#pending.clear()
      return
    }
    if (ticket !== this.#inFlight) return
    this.#inFlight = undefined
    this.#sendSoon()
  }

  close(): void {
    this.#listens = false
    clearTimeout(this.#timer)
    this.#timer = undefined
    this.#pending.clear()
  }

  #sendSoon(): void {
    if (this.#inFlight !== undefined || this.#pending.isEmpty) return
    const mayWait = this.#lastWasMuch && !this.#pending.isUrgent
    if (this.#timer !== undefined && (mayWait || !this.#waitsLong)) return
    clearTimeout(this.#timer)
    this.#waitsLong = mayWait
    this.#timer = setTimeout(() => this.#send(), mayWait ? MUCH_MS : FRAME_MS)
  }

  #send(): void {
    this.#timer = undefined
    if (this.#inFlight !== undefined || this.#pending.isEmpty) return
    if (this.#target.isDestroyed()) return this.close()
    this.#lastTicket += 1
    this.#inFlight = this.#lastTicket
    const updates: Updates = this.#pending.take()
    this.#lastWasMuch = updates.runs.length + updates.events.length > MUCH
    this.#target.send('quiesce:updates', updates, this.#lastTicket)
  }
}
