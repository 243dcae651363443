import type { FamilyMember, UsageSample } from '@contract/run'
import { defined } from '@tools/defined'
import { Emitter } from '@tools/emitter'
import { inBackground, listenerFailed } from '../in-background'
import type { LiveProcess } from '../processes/live-process'
import { fateOf, spokenForecast } from '../processes/fate'
import { forwardingIn, spokenForwarding } from '../processes/signal-forwarding'
import type { ProcessScan, ProcessTable } from '../processes/process-table'
import { monotonicMs, wallMs } from '../clock/clock'
import { turn } from '../clock/turn'
import type { Run } from '../runs/run'
import { policyFor, politeSignal } from '../stop/standard-policies'
import { Calm } from './calm'

/** Ports are dearer to look up than processor time: one folder of links a process. */
const PORTS_EVERY_MS = 5_000
/** A port that is opened takes processor time, though it may be less than the kernel counts: at first, and at times, all the same. */
const PORTS_OF_IDLE_EVERY_MS = 30_000
const YOUNG_MS = 10_000
/** After so many looks that found no family at work the next come more seldom. */
const IDLE_LOOKS = 3
const IDLE_STRETCH = 3
const IDLE_MOST_MS = 5_000

interface Seen {
  readonly at: number
  readonly cpuMs: number
  readonly processes: number
}

type Used = Omit<Seen, 'at'>

/**
 * One scan at a time for all runs: it learns who belongs to each family while the parent links still tell, and measures what
 * the family uses. Nothing is scanned while no process runs.
 */
export class Sampler {
  readonly #table: ProcessTable
  readonly #runs: () => readonly Run[]
  readonly #told = new Emitter<readonly UsageSample[]>(listenerFailed)
  readonly #seen = new WeakMap<Run, Seen>()
  /** What was seen of a family when its ports were looked up last. */
  readonly #lookedAt = new WeakMap<Run, Seen>()
  readonly #calm: Calm
  #intervalMs: number
  #timer: NodeJS.Timeout | undefined
  #early: NodeJS.Timeout | undefined
  #portsAt = 0
  #idleLooks = 0
  #closed = false

  constructor(table: ProcessTable, intervalMs: number, runs: () => readonly Run[]) {
    this.#table = table
    this.#calm = new Calm(table)
    this.#intervalMs = intervalMs
    this.#runs = runs
  }

  listen(listener: (samples: readonly UsageSample[]) => void): () => void {
    return this.#told.listen(listener)
  }

  setInterval(intervalMs: number): void {
    this.#intervalMs = Math.max(200, intervalMs)
    if (this.#timer) this.#schedule()
  }

  /** A process has started: daemons leave their parents early, so look soon, once for all that start together. */
  processStarted(): void {
    if (this.#closed) return
    const waitsLong = this.#isIdle
    this.#idleLooks = 0
    if (!this.#timer || waitsLong) this.#schedule()
    this.#early ??= setTimeout(() => {
      this.#early = undefined
      inBackground(this.#sample(), 'looking at what families use')
    }, 150)
  }

  close(): void {
    this.#closed = true
    clearTimeout(this.#timer)
    clearTimeout(this.#early)
  }

  get #isIdle(): boolean {
    return this.#idleLooks >= IDLE_LOOKS
  }

  /** Then no process has to be looked for, and it is known of each family that it rested up to now. */
  #isStillCalm(runs: readonly Run[]): boolean {
    const at = monotonicMs()
    const rested = runs.flatMap((run) => {
      const [family, seen] = [run.body?.familyOf, this.#seen.get(run)]
      return family && seen && !worked(seen, family.usage) ? [{ run, family, seen }] : []
    })
    const families = rested.map(({ family }) => family)
    if (rested.length < runs.length || !this.#calm.lasts(at, families)) return false
    for (const { run, seen } of rested) this.#seen.set(run, { ...seen, at })
    return true
  }

  #mayHaveNewPorts(run: Run, now: Seen): boolean {
    const last = this.#lookedAt.get(run)
    const young = wallMs() - (run.draft.startedWall ?? 0) < YOUNG_MS
    const due = last === undefined || young || worked(last, now) || now.at - last.at >= PORTS_OF_IDLE_EVERY_MS
    if (due) this.#lookedAt.set(run, now)
    return due
  }

  /** Ports and signals: what changes rarely and is dear to look up. */
  #lookClosely(run: Run, living: readonly LiveProcess[], since: number): void {
    if (run.draft.asked) return
    const ports = run.aftermath.notePorts(living, since)
    const { spec } = run.task
    const signal = politeSignal(policyFor('process', 'stop', 'stopPolicy' in spec ? spec.stopPolicy : undefined))
    const fates = living.map(({ pid, command }) => ({ command, fate: fateOf(signal, this.#table.dispositionsOf(pid)) }))
    const twice = 'scope' in spec && spec.scope === 'leader' ? undefined : forwardingIn(living, signal, this.#table)
    const said = [spokenForecast(signal, fates), twice && spokenForwarding(twice, signal)].filter(Boolean).join(' ')
    const forecast = said === '' ? undefined : said
    const { extras } = run
    if (extras.forecast === forecast && String(extras.ports ?? []) === String(ports)) return
    run.show({ ...defined({ forecast }), ports })
  }

  #schedule(): void {
    clearTimeout(this.#timer)
    const stretched = Math.max(this.#intervalMs, Math.min(this.#intervalMs * IDLE_STRETCH, IDLE_MOST_MS))
    const waitMs = this.#isIdle ? stretched : this.#intervalMs
    this.#timer = setTimeout(() => inBackground(this.#tick(), 'looking at what families use'), waitMs)
  }

  async #tick(): Promise<void> {
    this.#timer = undefined
    let anyLeft = true
    try {
      anyLeft = await this.#sample()
    } finally {
      // One look that fails is told, and is not the last.
      if (anyLeft && !this.#closed) this.#schedule()
    }
  }

  async #sample(): Promise<boolean> {
    const before = this.#runs().filter(hasFamily)
    if (before.length === 0) return false
    if (this.#isIdle && this.#isStillCalm(before)) return true
    this.#calm.looks(monotonicMs())
    const scan = await this.#table.scan().catch(() => undefined)
    // Processes could not be listed now: the next sample tries again.
    if (!scan) return true
    const runs = this.#runs().filter(hasFamily)
    const lookAtPorts = scan.at - this.#portsAt >= PORTS_EVERY_MS
    if (lookAtPorts) this.#portsAt = scan.at
    const samples: UsageSample[] = []
    this.#idleLooks += 1
    for (const run of runs) {
      // A thousand families take a second to look at: whatever else wants to run gets in between.
      await turn()
      if (this.#closed) return false
      const sample = this.#sampleOf(run, scan, lookAtPorts)
      if (sample) samples.push(sample)
    }
    if (this.#calm.isNews(scan.at, samples, this.#isIdle)) this.#told.emit(samples)
    return runs.length > 0
  }

  #sampleOf(run: Run, scan: ProcessScan, lookAtPorts: boolean): UsageSample | undefined {
    const family = run.body?.familyOf
    if (!family || run.state.phase === 'ended') return undefined
    const living = family.learn(scan)
    run.body.delegates?.notice(living)
    const now: Seen = { at: scan.at, cpuMs: family.usage.cpuMs, processes: family.usage.processes }
    if (lookAtPorts && this.#mayHaveNewPorts(run, now)) this.#lookClosely(run, living, scan.at)
    run.showFamily(
      living.map(({ pid, command, foundBy }): FamilyMember => ({
        pid,
        command,
        role: foundBy === 'leader' ? 'leader' : 'member',
      })),
    )
    const before = this.#seen.get(run)
    this.#seen.set(run, now)
    if (before === undefined || worked(before, now)) this.#idleLooks = 0
    const cpuPercent =
      before && scan.at > before.at
        ? Math.max(0, ((family.usage.cpuMs - before.cpuMs) / (scan.at - before.at)) * 100)
        : 0
    const { memoryBytes, processes } = family.usage
    const ports = run.extras.ports?.length ?? 0
    return { runId: run.id, at: wallMs(), cpuPercent, memoryBytes, processes, ports }
  }
}

function worked(before: Used, now: Used): boolean {
  return before.cpuMs !== now.cpuMs || before.processes !== now.processes
}

function hasFamily(run: Run): boolean {
  // What a workload uses is used by its host, together with others: those whom its code started would stand for all of it.
  return run.task.kind === 'process' && run.body?.familyOf !== undefined && run.state.phase !== 'ended'
}
