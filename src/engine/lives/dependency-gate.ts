import type { Dependency } from '@contract/life'
import type { Task } from '@contract/task'
import type { Run } from '../runs/run'
import { OPEN, type GateAnswer, type StartGate } from './start-gate'

export interface DependencyParts {
  findTask(name: string): Task | undefined
  /** Live runs and the last ended one, oldest first. */
  runsOf(task: Task): readonly Run[]
  start(task: Task): unknown
  /** Why the task is not started, in a sentence: a run of it that is not ours yet is still there. */
  whyNotStarted(task: Task): string | undefined
  /** Calls back after every change of any run. Returns its undo. */
  onChange(listener: () => void): () => void
}

/**
 * Waits until another task is as far as this one needs it; starts it when nobody has. A job that is started and finishes while this
 * one waits for something else has been started: it does not run a second time. One that had finished before is started again.
 */
export function dependencyGate({ task: name, until }: Dependency, parts: DependencyParts): StartGate {
  const awaited = { task: name, until }
  const known = parts.findTask(name)
  const before = new Set(known && parts.runsOf(known).filter((run) => run.state.phase === 'ended'))
  return {
    waitingFor: { code: 'wait-dependency', ...awaited },
    pass: (over) => {
      const task = parts.findTask(name)
      if (!task) {
        return Promise.resolve({ open: false, problem: { code: 'dependency-not-defined', task: name } })
      }
      const goal: Goal = { until, before }
      if (!parts.runsOf(task).some((run) => run.state.phase !== 'ended' || reached(run, goal))) {
        const why = parts.whyNotStarted(task)
        if (why !== undefined)
          return Promise.resolve({ open: false, problem: { code: 'dependency-not-started', ...awaited, why } })
        parts.start(task)
      }
      return new Promise((resolve) => {
        const look = (): void => {
          const answer = over.aborted ? OPEN : answerOf(parts.runsOf(task), goal, name)
          if (!answer) return
          undo()
          over.removeEventListener('abort', look)
          resolve(answer)
        }
        const undo = parts.onChange(look)
        over.addEventListener('abort', look)
        look()
      })
    },
  }
}

interface Goal {
  readonly until: Dependency['until']
  /** Runs that had ended when this start was asked. */
  readonly before: ReadonlySet<Run>
}

function answerOf(runs: readonly Run[], goal: Goal, task: string): GateAnswer | undefined {
  if (runs.some((run) => reached(run, goal))) return OPEN
  const last = runs.at(-1)
  // A restart of it shows as a pending run: then there is still something to wait for.
  if (last?.state.phase !== 'ended') return undefined
  return {
    open: false,
    problem: { code: 'dependency-ended-first', task, until: goal.until, outcome: last.state.outcome },
  }
}

function reached(run: Run, { until, before }: Goal): boolean {
  const completed = run.state.phase === 'ended' && run.state.outcome === 'completed'
  switch (until) {
    case 'started':
      return run.state.phase === 'running' || (completed && !before.has(run))
    case 'ready':
      // What was ready and has completed is ready no more; without a check, ready means started.
      if (run.extras.ready === undefined && completed) return !before.has(run)
      return run.state.phase === 'running' && run.extras.ready !== false
    case 'completed':
      return completed
  }
}
