import type { UsageSample } from '@contract/run'
import type { Family } from '../processes/family'
import type { ProcessTable } from '../processes/process-table'

/** A calm is looked into, and told, at least this often: ports may change in it, and a line of figures needs its points. */
const AT_LEAST_EVERY_MS = 30_000

/**
 * Knows when a look through all processes could only repeat the last one. Everybody new was made: while no process is made on
 * the whole machine and the known ones used nothing, no family has another member, and no figure is another.
 */
export class Calm {
  readonly #table: ProcessTable
  #madeBefore: string | undefined
  #lookedAt = -Infinity
  #told: ReadonlyMap<string, UsageSample> = new Map()
  #toldAt = -Infinity

  constructor(table: ProcessTable) {
    this.#table = table
  }

  /** A look begins now. Who is made while it lasts counts as made after it. */
  looks(at: number): void {
    this.#madeBefore = this.#table.lastMade?.()
    this.#lookedAt = at
  }

  /** Whether a look at `at` would see what the last one saw. */
  lasts(at: number, families: readonly Family[]): boolean {
    if (this.#madeBefore === undefined || at - this.#lookedAt >= AT_LEAST_EVERY_MS) return false
    return this.#table.lastMade?.() === this.#madeBefore && families.every((family) => family.isAsItWas)
  }

  /** Whether these figures, seen at `at`, are told to those who listen: always, but for repetitions where all are idle. */
  isNews(at: number, samples: readonly UsageSample[], isIdle: boolean): boolean {
    const repeats = isIdle && samples.length === this.#told.size && samples.every(this.#isTold)
    if (repeats && at - this.#toldAt < AT_LEAST_EVERY_MS) return false
    this.#told = new Map(samples.map((each) => [each.runId, each]))
    this.#toldAt = at
    return true
  }

  readonly #isTold = (sample: UsageSample): boolean => isSame(this.#told.get(sample.runId), sample)
}

function isSame(before: UsageSample | undefined, now: UsageSample): boolean {
  return (
    before?.cpuPercent === now.cpuPercent &&
    before.memoryBytes === now.memoryBytes &&
    before.processes === now.processes &&
    before.ports === now.ports
  )
}
