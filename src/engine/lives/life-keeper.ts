import type { ProcessTaskSpec, Task } from '@contract/task'
import type { Statement } from '@contract/statement'
import { HEALTH_DEFAULTS } from '@vocabulary/defaults'
import { say } from '@vocabulary/sentences/say'
import { monotonicMs, wallMs } from '../clock/clock'
import { inBackground } from '../in-background'
import type { Run } from '../runs/run'
import { AutomaticStarts } from './automatic-starts'
import { dependencyGate } from './dependency-gate'
import { watchHealth } from './health'
import { earlierRunsGate, pauseGate } from './pause-gate'
import type { LifeGround, StartLife } from './life-ground'
import { Listeners } from './listeners'
import { portGate } from './port-gate'
import { portsAsked, type ProbeGround } from './probe'
import { awaitReady } from './readiness'
import type { StartGate } from './start-gate'

/** What happens around runs: what a start waits for, when a run is ready and healthy, and when it starts again. */
export class LifeKeeper {
  readonly #ground: LifeGround
  readonly #over = new WeakMap<Run, AbortController>()
  /** The starts that nobody asked for. */
  readonly starts: AutomaticStarts

  constructor(ground: LifeGround) {
    this.#ground = ground
    this.starts = new AutomaticStarts(ground)
  }

  /** What the start of this run waits for, in order. Empty for most: they start at once. */
  gates(run: Run, life: StartLife): readonly StartGate[] {
    const { task } = run
    const { spec } = task
    const gates: StartGate[] = []
    if (life.after && life.after.length > 0) gates.push(earlierRunsGate(life.after.map((earlier) => earlier.ended)))
    if (spec.kind === 'timer') return gates
    if (life.pauseMs !== undefined) {
      run.show({ startsAt: wallMs() + life.pauseMs })
      const { pauseMs, attempt = 1 } = life
      gates.push(pauseGate(pauseMs, { code: 'wait-pause', pauseMs, attempt }))
    }
    for (const dependency of spec.dependsOn ?? []) gates.push(dependencyGate(dependency, this.#dependencyParts(task)))
    const declared = spec.kind === 'process' ? (spec.ports ?? []) : []
    const learnt = this.#ground.runsOf(task).flatMap((earlier) => (earlier === run ? [] : earlier.aftermath.ports))
    const fresh = [...new Set(learnt)].filter((port) => !declared.includes(port))
    if (declared.length + fresh.length > 0) gates.push(portGate(declared, fresh, this.#portParts()))
    return gates
  }

  /** The body has started: from now on it is asked whether it is ready and healthy. */
  started(run: Run): void {
    const { spec } = run.task
    if (spec.kind !== 'process' || this.#over.has(run)) return
    // Most tasks have none of it, and neither an abort signal nor an environment is had for nothing.
    if (!spec.ready && !spec.health) return
    const over = new AbortController()
    this.#over.set(run, over)
    const ground = this.#probeGround(run, spec, over.signal)
    inBackground(this.#lookAfter(run, spec, ground), 'asking whether it is ready and healthy', run)
  }

  /** It is being ended, or has: nobody asks it any more. */
  over(run: Run): void {
    this.#over.get(run)?.abort()
  }

  /** After the receipt: starts again where the policy says so. */
  ended(run: Run): void {
    this.over(run)
    this.starts.ended(run)
  }

  close(): void {
    this.starts.close()
  }

  async #lookAfter(run: Run, spec: ProcessTaskSpec, ground: ProbeGround): Promise<void> {
    const startMs = spec.health?.startMs ?? spec.ready?.timeoutMs ?? HEALTH_DEFAULTS.startMs
    const missesCountFrom = monotonicMs() + startMs
    if (spec.ready) {
      const readiness = await awaitReady(spec.ready, {
        ground,
        heard: (text, listener) => run.output.heard.for(text, listener),
        stranger: (evidence) => this.#ground.events.add(run, 'warning', `main: not ready: ${say(evidence)}`),
      })
      if (readiness.ready) {
        run.show({ ready: true })
        this.#ground.events.add(run, 'ready', `main: ready: ${say(readiness.evidence)}`)
      } else if (readiness.because === 'timeout') {
        return run.fail(readiness.evidence)
      }
    }
    if (!spec.health || ground.over.aborted) return
    await watchHealth(spec.health, {
      ground,
      missesCountFrom,
      told: (healthy, evidence) => this.#toldHealth(run, spec, healthy, evidence),
    })
  }

  #toldHealth(run: Run, spec: ProcessTaskSpec, healthy: boolean, evidence: Statement): void {
    run.show({ healthy })
    this.#ground.events.add(run, 'health', `main: ${healthy ? 'healthy' : 'unhealthy'}: ${say(evidence)}`)
    if (healthy) return this.starts.wasHealthy(run)
    // Everything ends now in its own order: nothing is started again.
    if (this.#ground.closing()) return
    const failure: Statement = { code: 'was-unhealthy', seen: evidence }
    const then = spec.health?.then ?? HEALTH_DEFAULTS.then
    if (then === 'restart') this.starts.unhealthy(run, failure)
    if (then !== 'stop') return
    const asked = this.#ground.control(run.id, 'stop', { origin: 'time-limit', reason: say(failure) })
    inBackground(asked, 'stopping what is unhealthy', run)
  }

  #probeGround(run: Run, spec: ProcessTaskSpec, over: AbortSignal): ProbeGround {
    const { table, nameOfRun } = this.#ground
    const listeners = new Listeners({
      table,
      mark: run.id,
      known: async () => (await run.body?.family?.())?.living ?? [],
      look: async () => (await run.body?.familyOf?.look()) ?? [],
      delegates: () => (run.snapshot().delegates ?? []).length > 0,
      nameOfRun,
    })
    if (run.body?.takenOver !== true) listeners.noteBefore(portsAsked(spec))
    return { look: async (command) => (await run.body?.look?.(command)) ?? NOBODY, listeners, over }
  }

  #dependencyParts(task: Task): Parameters<typeof dependencyGate>[1] {
    const { findTask, runsOf, start, onChange } = this.#ground
    return {
      findTask: (name) => findTask(name, task.stack),
      runsOf,
      start: (other) => start(other),
      whyNotStarted: (other) => this.starts.foundBeside(other)?.message,
      onChange,
    }
  }

  #portParts(): Parameters<typeof portGate>[2] {
    const { table, nameOfRun } = this.#ground
    return {
      portsInUse: (ports) => table.portsInUse(ports),
      holdersOf: (ports) => table.holdersOf(ports),
      nameOfRun,
    }
  }
}

const NOBODY = { ok: false, problem: 'There is no process to look at.' } as const
