import { isDeepStrictEqual } from 'node:util'
import type { Task } from '@contract/task'
import { wallMs } from '../clock/clock'
import { inBackground } from '../in-background'
import type { Run } from '../runs/run'
import type { StartLife } from './life-ground'
import type { StartGate } from './start-gate'

interface Waiting {
  readonly over: AbortController
  readonly life: StartLife
}

/** The starts that wait at a gate. Each begins when the last gate opens, unless it was withdrawn or a gate stays shut. */
export class WaitingStarts {
  readonly #waiting = new Map<Run, Waiting>()
  readonly #begin: (run: Run) => void

  constructor(begin: (run: Run) => void) {
    this.#begin = begin
  }

  wait(run: Run, gates: readonly StartGate[], life: StartLife): void {
    const over = new AbortController()
    this.#waiting.set(run, { over, life })
    inBackground(this.#passGates(run, gates, over), 'waiting for what it needs to start', run)
  }

  /** True when the run was waiting here, and now certainly never starts. */
  withdraw(run: Run): boolean {
    const waiting = this.#waiting.get(run)
    this.#waiting.delete(run)
    waiting?.over.abort()
    return waiting !== undefined
  }

  /** The task is another now, or none: what waits of it in an older form starts in the new one, or not at all. */
  taskChanged(runs: readonly Run[], task: Task | undefined, start: (task: Task, life: StartLife) => unknown): void {
    for (const run of runs) {
      const waiting = this.#waiting.get(run)
      if (!waiting || isDeepStrictEqual(run.task.spec, task?.spec)) continue
      if (task) start(task, { ...waiting.life, ...pauseLeft(run, waiting.life) })
      const reason = task ? 'Its task was edited: it starts in its new form.' : 'Its task was deleted.'
      inBackground(run.control('cancel', { origin: 'restart', reason }), 'withdrawing a start of an edited task', run)
    }
  }

  async #passGates(run: Run, gates: readonly StartGate[], over: AbortController): Promise<void> {
    for (const gate of gates) {
      run.waitFor(gate.waitingFor)
      const answer = await gate.pass(over.signal, (waitingFor) => run.waitFor(waitingFor))
      if (over.signal.aborted) return
      if (answer.open) continue
      this.#waiting.delete(run)
      return run.fail(answer.problem)
    }
    this.#waiting.delete(run)
    this.#begin(run)
  }
}

/** What is left of the pause that a run waits out. */
function pauseLeft({ extras: { startsAt } }: Run, { pauseMs }: StartLife): StartLife {
  return pauseMs === undefined || startsAt === undefined
    ? {}
    : { pauseMs: Math.min(pauseMs, Math.max(0, startsAt - wallMs())) }
}
