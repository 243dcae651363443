import { randomUUID } from 'node:crypto'
import { asRunId, type RunId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { Ask, ControlAnswer } from '@contract/stop'
import type { Task } from '@contract/task'
import { delay } from './clock/patience'
import { callSafely, type EventLog } from './events/event-log'
import type { KindRegistry } from './kinds/kind-registry'
import type { ProcessTable } from './processes/process-table'
import { spokenMessage } from './receipts/summary'
import { Run } from './runs/run'
import type { RunSurroundings } from './runs/run-surroundings'
import { politeControl, refusalOf } from './runs/control-offers'
import { specError } from './spec-error'

/** A run that prints is shown again at most this often; every other change is told at once. */
const PRINTED_EVERY_MS = 50
/** A run that turns even force down while the engine closes is asked again after this. */
const REFUSED_PAUSE_MS = 50

export interface SupervisorParts {
  readonly events: EventLog
  readonly table: ProcessTable
  readonly kinds: KindRegistry
  outputPath(id: RunId): string
}

/** The owner of all runs: the only door to start and end one. */
export class Supervisor {
  readonly #parts: SupervisorParts
  readonly #runs = new Map<RunId, Run>()
  readonly #listeners = new Set<(run: RunSnapshot) => void>()
  readonly #printed = new Set<Run>()
  #printedTimer: NodeJS.Timeout | undefined
  #closing = false

  constructor(parts: SupervisorParts) {
    this.#parts = parts
  }

  start(task: Task): Run {
    if (this.#closing) throw specError('taskId', `"${task.id}"`, 'a start before the engine closes')
    const run = new Run(asRunId(`run-${randomUUID()}`), task, this.#surroundings(), 'its turn')
    this.#runs.set(run.id, run)
    this.#parts.events.add(run, 'run-created', `main: ${task.name} was asked to start`)
    this.#parts.kinds.begin(run)
    return run
  }

  async control(runId: RunId, control: Control, ask: Ask): Promise<ControlAnswer> {
    const run = this.#runs.get(runId)
    return run ? run.control(control, ask) : unknownRun(runId)
  }

  hurry(runId: RunId): ControlAnswer {
    return this.#runs.get(runId)?.hurry() ?? unknownRun(runId)
  }

  get(runId: RunId): Run | undefined {
    return this.#runs.get(runId)
  }

  all(): readonly Run[] {
    return [...this.#runs.values()]
  }

  async dismiss(run: Run): Promise<void> {
    this.#runs.delete(run.id)
    await run.output.log.remove()
  }

  onChange(listener: (run: RunSnapshot) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Ends every run: by its own policy, and by force where that was not enough. Resolves when all are gone. */
  async close(how: 'stop' | 'terminate'): Promise<void> {
    this.#closing = true
    await Promise.all(this.all().map((run) => this.#closeRun(run, how)))
    clearTimeout(this.#printedTimer)
    await Promise.all(this.all().map((run) => run.output.log.close()))
  }

  async #closeRun(run: Run, how: 'stop' | 'terminate'): Promise<void> {
    if (run.snapshot().phase === 'ended') return
    const ask: Ask = { origin: 'quit' }
    const polite = politeControl(run.task.kind)
    const force: Control = refusalOf(run.task.kind, run.state, 'terminate') ? polite : 'terminate'
    await run.control(how === 'stop' ? polite : force, ask)
    while (run.snapshot().phase !== 'ended') {
      await Promise.race([run.ended, this.#notStopping(run)])
      // The person who could decide is leaving: what is stuck, or turned the control down, is ended by force.
      if (run.snapshot().phase === 'ended') return
      const { accepted } = await run.control(force, ask)
      if (!accepted) await delay(REFUSED_PAUSE_MS)
    }
  }

  #notStopping(run: Run): Promise<void> {
    return new Promise((resolve) => {
      const undo = this.onChange((changed) => {
        if (changed.id !== run.id || changed.phase === 'stopping') return
        undo()
        resolve()
      })
      void run.ended.then(undo)
      if (run.state.phase !== 'stopping') {
        undo()
        resolve()
      }
    })
  }

  #surroundings(): RunSurroundings {
    const { events, table, kinds } = this.#parts
    return {
      events,
      table,
      outputPath: (id) => this.#parts.outputPath(id),
      changed: (run) => this.#tell(run),
      changedSoon: (run) => this.#tellSoon(run),
      ended: (run) => kinds.ended(run),
      withdraw: (run) => kinds.withdraw(run),
      blindSpots: (task) => (task.kind === 'process' ? table.limits : []),
      spokenStep: (step) => `${spokenMessage(step.send)}, then ${step.patienceMs} ms of patience`,
    }
  }

  #tell(run: Run): void {
    this.#printed.delete(run)
    if (this.#listeners.size === 0) return
    const snapshot = run.snapshot()
    for (const listener of this.#listeners) callSafely(listener, snapshot)
  }

  #tellSoon(run: Run): void {
    run.touch()
    this.#printed.add(run)
    this.#printedTimer ??= setTimeout(() => {
      this.#printedTimer = undefined
      for (const each of [...this.#printed]) this.#tell(each)
    }, PRINTED_EVERY_MS)
  }
}

function unknownRun(runId: RunId): ControlAnswer {
  return {
    accepted: false,
    code: 'unknown-run',
    reason: `runId: got "${runId}", expected the id of a run of this engine.`,
  }
}
