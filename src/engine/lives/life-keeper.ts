import { homedir } from 'node:os'
import type { RunId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { Ask } from '@contract/stop'
import type { ProcessTaskSpec, Task } from '@contract/task'
import { spokenDuration, wallMs } from '../clock/clock'
import type { EventLog } from '../events/event-log'
import { inBackground } from '../in-background'
import { childEnvironment } from '../processes/child-environment'
import type { PortHolder, ProcessTable } from '../processes/process-table'
import type { Run } from '../runs/run'
import { dependencyGate } from './dependency-gate'
import { FileWatch } from './file-watch'
import { watchHealth } from './health'
import { earlierRunsGate, pauseGate } from './pause-gate'
import { portGate } from './port-gate'
import type { ProbeGround } from './probe'
import { awaitReady } from './readiness'
import { nextStart } from './restart-row'
import type { StartGate } from './start-gate'

/** Why a run is started, where nobody simply asked. */
export interface StartLife {
  /** The how many-th start in a row. */
  readonly attempt?: number
  readonly pauseMs?: number
  /** Runs that must be gone first. */
  readonly after?: readonly Run[]
}

export interface LifeGround {
  readonly events: EventLog
  readonly table: ProcessTable
  readonly closing: () => boolean
  readonly runsOf: (task: Task) => readonly Run[]
  readonly findTask: (name: string, stack: string | undefined) => Task | undefined
  readonly start: (task: Task, life?: StartLife) => Run
  readonly control: (runId: RunId, control: Control, ask: Ask) => Promise<unknown>
  readonly onChange: (listener: () => void) => () => void
  readonly nameOfRun: (holder: PortHolder) => string | undefined
}

/** What happens around runs: what a start waits for, when a run is ready and healthy, and when it starts again. */
export class LifeKeeper {
  readonly #ground: LifeGround
  readonly #over = new WeakMap<Run, AbortController>()
  readonly #watches = new Map<Task['id'], FileWatch>()

  constructor(ground: LifeGround) {
    this.#ground = ground
  }

  /** What the start of this run waits for, in order. Empty for most: they start at once. */
  gates(run: Run, life: StartLife): readonly StartGate[] {
    const { task } = run
    const { spec } = task
    if (spec.kind === 'timer') return []
    const gates: StartGate[] = []
    if (life.after && life.after.length > 0) gates.push(earlierRunsGate(life.after.map((earlier) => earlier.ended)))
    if (life.pauseMs !== undefined) {
      run.show({ startsAt: wallMs() + life.pauseMs })
      gates.push(
        pauseGate(life.pauseMs, `its restart in ${spokenDuration(life.pauseMs)}, start ${life.attempt ?? 1} in a row`),
      )
    }
    for (const dependency of spec.dependsOn ?? []) gates.push(dependencyGate(dependency, this.#dependencyParts(task)))
    const declared = spec.kind === 'process' ? (spec.ports ?? []) : []
    const learnt = this.#ground.runsOf(task).flatMap((earlier) => (earlier === run ? [] : earlier.aftermath.ports))
    const fresh = [...new Set(learnt)].filter((port) => !declared.includes(port))
    if (declared.length + fresh.length > 0) gates.push(portGate(declared, fresh, this.#portParts()))
    return gates
  }

  /** The body has started: from now on it is asked whether it is ready and healthy, and its files are watched. */
  started(run: Run): void {
    const { spec } = run.task
    if (spec.kind !== 'process' || this.#over.has(run)) return
    // Most tasks have none of it, and neither an abort signal nor an environment is had for nothing.
    if (!spec.ready && !spec.health && !spec.watch) return
    const over = new AbortController()
    this.#over.set(run, over)
    inBackground(this.#lookAfter(run, spec, over.signal), 'asking whether it is ready and healthy', run)
    if (spec.watch) this.#watch(run.task, spec)
  }

  /** It is being ended, or has: nobody asks it any more. */
  over(run: Run): void {
    this.#over.get(run)?.abort()
  }

  /** After the receipt: starts again where the policy says so. */
  ended(run: Run): void {
    this.over(run)
    const { spec } = run.task
    const { receipt } = run.snapshot()
    if (spec.kind === 'timer' || !receipt || this.#ground.closing()) return
    const attempt = run.extras.attempt ?? 1
    const next = nextStart(spec.restart, {
      outcome: receipt.outcome,
      asked: receipt.askedAt !== undefined && !run.failedByUs,
      couldNotStart: receipt.startedAt === undefined && run.draft.end?.mayWorkLater !== true,
      livedMs: run.draft.livedMs,
      attempt,
    })
    const replaced = this.#ground.runsOf(run.task).some((each) => each !== run && each.state.phase !== 'ended')
    if (next.start && !replaced) this.#ground.start(run.task, { attempt: next.attempt, pauseMs: next.pauseMs })
    else if (!next.start && next.gaveUp) {
      this.#ground.events.add(run, 'warning', `main: gave up after ${attempt} starts in a row`)
    }
    if (!next.start && !replaced) inBackground(this.#unwatch(run.task), 'letting go of the watched files', run)
  }

  /** Ends what lives of the task and starts it anew when that is gone. The new run is there at once, waiting. */
  restart(task: Task, ask: Ask): Run {
    const live = this.#ground.runsOf(task).filter((run) => run.state.phase !== 'ended')
    const next = this.#ground.start(task, { after: live })
    for (const run of live) {
      const waiting = run.state.phase === 'pending'
      const control = waiting ? 'cancel' : endingControl(run)
      const asked = this.#ground.control(run.id, control, { origin: 'restart', ...ask })
      inBackground(asked, 'ending it for its restart', run)
    }
    return next
  }

  async close(): Promise<void> {
    await Promise.all([...this.#watches.values()].map((watch) => watch.close()))
    this.#watches.clear()
  }

  async #lookAfter(run: Run, spec: ProcessTaskSpec, over: AbortSignal): Promise<void> {
    if (!spec.ready && !spec.health) return
    const ground = this.#probeGround(spec)
    if (spec.ready) {
      const heard = (text: string, listener: () => void): (() => void) => run.output.heard.for(text, listener)
      const readiness = await awaitReady(spec.ready, { ground, over, heard })
      if (readiness.ready) {
        run.show({ ready: true })
        this.#ground.events.add(run, 'ready', `main: ready: ${readiness.evidence}`)
      } else if (readiness.because === 'timeout') {
        return run.fail(readiness.evidence)
      }
    }
    if (!spec.health || over.aborted) return
    await watchHealth(spec.health, {
      ground,
      over,
      told: (healthy, evidence) => this.#toldHealth(run, spec, healthy, evidence),
    })
  }

  #toldHealth(run: Run, spec: ProcessTaskSpec, healthy: boolean, evidence: string): void {
    run.show({ healthy })
    this.#ground.events.add(run, 'health', `main: ${healthy ? 'healthy' : 'unhealthy'}: ${evidence}`)
    if (healthy) return
    const reason = `It was unhealthy. ${evidence}`
    const then = spec.health?.then ?? 'restart'
    if (then === 'restart') this.restart(run.task, { origin: 'restart', reason })
    if (then !== 'stop') return
    const asked = this.#ground.control(run.id, 'stop', { origin: 'time-limit', reason })
    inBackground(asked, 'stopping what is unhealthy', run)
  }

  #watch(task: Task, spec: ProcessTaskSpec): void {
    if (!spec.watch || this.#watches.has(task.id)) return
    const changed = (path: string): void => {
      if (!this.#ground.closing()) this.restart(task, { origin: 'restart', reason: `${path} changed.` })
    }
    const failed = (text: string): void => {
      this.#ground.events.add(undefined, 'warning', `main: ${task.name}: its files cannot be watched: ${text}`)
    }
    this.#watches.set(task.id, new FileWatch(spec.watch, spec.cwd ?? homedir(), changed, failed))
  }

  async #unwatch(task: Task): Promise<void> {
    const watch = this.#watches.get(task.id)
    this.#watches.delete(task.id)
    await watch?.close()
  }

  #probeGround(spec: ProcessTaskSpec): ProbeGround {
    return { cwd: spec.cwd ?? homedir(), environment: childEnvironment(process.env, spec.env, {}) }
  }

  #dependencyParts(task: Task): Parameters<typeof dependencyGate>[1] {
    const { findTask, runsOf, start, onChange } = this.#ground
    return {
      findTask: (name) => findTask(name, task.stack),
      runsOf,
      start: (other) => start(other),
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

function endingControl(run: Run): Control {
  return run.task.kind === 'coroutine' || run.task.kind === 'generator' ? 'cancel' : 'stop'
}
