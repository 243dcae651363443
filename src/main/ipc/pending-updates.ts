import type { Notice, PageRequest, Updates } from '@contract/channels'
import type { EngineEvent } from '@contract/event'
import type { RunId } from '@contract/ids'
import type { RunSnapshot, UsageSample } from '@contract/run'
import type { StackBoard } from '@contract/stack'
import type { Task } from '@contract/task'
import { defined } from '@tools/defined'
import { PendingRuns } from './pending-runs'

/** Beyond this a page asks for a snapshot instead: it holds the newest events anyway. */
const MOST_EVENTS = 2_000
const MOST_CHARACTERS = 8 * 1024 * 1024
const MOST_SAMPLES = 2_000
const MOST_REMOVALS = 10_000
/** A person who chose more than this from the menu of a page that hangs means the last ones. */
const MOST_PAGE_REQUESTS = 20

/** What one window has not been sent yet. Bounded whatever happens: a hung page must not fill the main process. */
export class PendingUpdates {
  readonly #runs = new PendingRuns()
  readonly #removed = new Set<RunId>()
  readonly #notices = new Map<string, Notice>()
  readonly #withdrawn = new Set<string>()
  #tasks: readonly Task[] | undefined
  #stacks: StackBoard | undefined
  #events: EngineEvent[] = []
  #characters = 0
  #samples: UsageSample[] = []
  #pageRequests: PageRequest[] = []
  #missed = false

  get isEmpty(): boolean {
    return (
      !this.#missed &&
      this.#tasks === undefined &&
      this.#stacks === undefined &&
      this.#runs.size + this.#removed.size + this.#events.length + this.#samples.length === 0 &&
      this.#notices.size + this.#withdrawn.size + this.#pageRequests.length === 0
    )
  }

  /** Something that a person waits for, or that a board is sorted by. */
  get isUrgent(): boolean {
    return (
      this.#runs.isUrgent || this.#tasks !== undefined || this.#stacks !== undefined || this.#pageRequests.length > 0
    )
  }

  /** What the page shows now. */
  watch(runIds: readonly RunId[]): void {
    this.#runs.watch(runIds)
  }

  run(run: RunSnapshot): void {
    this.#runs.add(run)
  }

  removed(runId: RunId): void {
    this.#runs.remove(runId)
    this.#removed.add(runId)
    if (this.#removed.size > MOST_REMOVALS) this.#leaveOut()
  }

  event(event: EngineEvent): void {
    // After a gap the page asks for a snapshot, which holds this event too: keeping it would only make a second gap.
    if (this.#missed) return
    this.#events.push(event)
    this.#characters += event.text.length
    if (this.#events.length > MOST_EVENTS || this.#characters > MOST_CHARACTERS) this.#leaveOut()
  }

  samples(samples: readonly UsageSample[]): void {
    this.#samples.push(...samples)
    if (this.#samples.length > MOST_SAMPLES) this.#samples = this.#samples.slice(-MOST_SAMPLES)
  }

  tasks(tasks: readonly Task[]): void {
    this.#tasks = tasks
  }

  stacks(stacks: StackBoard): void {
    this.#stacks = stacks
  }

  notice(notice: Notice): void {
    this.#withdrawn.delete(notice.id)
    this.#notices.set(notice.id, notice)
  }

  noticeWithdrawn(id: string): void {
    this.#notices.delete(id)
    this.#withdrawn.add(id)
  }

  pageRequest(request: PageRequest): void {
    this.#pageRequests = [...this.#pageRequests, request].slice(-MOST_PAGE_REQUESTS)
  }

  /** What was gathered since the last call; of runs that nobody looks at only some. */
  take(): Updates {
    const updates: Updates = {
      runs: this.#runs.take(),
      removedRuns: [...this.#removed],
      ...defined({ tasks: this.#tasks, stacks: this.#stacks }),
      events: this.#events,
      samples: this.#samples,
      notices: [...this.#notices.values()],
      ...(this.#withdrawn.size === 0 ? {} : { withdrawnNotices: [...this.#withdrawn] }),
      ...(this.#pageRequests.length === 0 ? {} : { pageRequests: this.#pageRequests }),
      ...(this.#missed ? { missedEvents: true as const } : {}),
    }
    this.#clearOthers()
    return updates
  }

  clear(): void {
    this.#runs.clear()
    this.#clearOthers()
  }

  #clearOthers(): void {
    this.#removed.clear()
    this.#notices.clear()
    this.#withdrawn.clear()
    this.#tasks = undefined
    this.#stacks = undefined
    this.#events = []
    this.#characters = 0
    this.#samples = []
    this.#pageRequests = []
    this.#missed = false
  }

  #leaveOut(): void {
    this.#events = []
    this.#characters = 0
    this.#removed.clear()
    this.#missed = true
  }
}
