import type { Dependency } from '@contract/life'
import type { Task } from '@contract/task'
import { inSentence, OUTCOME_WORDS } from '@vocabulary/words'
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

const SPOKEN = { started: 'to have started', ready: 'to be ready', completed: 'to have completed' } as const

/**
 * Waits until another task is as far as this one needs it; starts it when nobody has. A job that is started and finishes while this
 * one waits for something else has been started: it does not run a second time. One that had finished before is started again.
 */
export function dependencyGate({ task: name, until }: Dependency, parts: DependencyParts): StartGate {
  const waitingFor = `${name} ${SPOKEN[until]}`
  const known = parts.findTask(name)
  const before = new Set(known && parts.runsOf(known).filter((run) => run.state.phase === 'ended'))
  return {
    waitingFor,
    pass: (over) => {
      const task = parts.findTask(name)
      if (!task) {
        const problem = `dependsOn: got "${name}", expected the name of a task that is defined.`
        return Promise.resolve({ open: false, problem })
      }
      const goal: Goal = { until, before }
      if (!parts.runsOf(task).some((run) => run.state.phase !== 'ended' || reached(run, goal))) {
        const why = parts.whyNotStarted(task)
        if (why !== undefined) return Promise.resolve({ open: false, problem: `It waits for ${waitingFor}: ${why}` })
        parts.start(task)
      }
      return new Promise((resolve) => {
        const look = (): void => {
          const answer = over.aborted ? OPEN : answerOf(parts.runsOf(task), goal, waitingFor)
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

function answerOf(runs: readonly Run[], goal: Goal, waitingFor: string): GateAnswer | undefined {
  if (runs.some((run) => reached(run, goal))) return OPEN
  const last = runs.at(-1)
  // A restart of it shows as a pending run: then there is still something to wait for.
  if (last?.state.phase !== 'ended') return undefined
  return {
    open: false,
    problem: `It waited for ${waitingFor}, but that ended first: ${inSentence(OUTCOME_WORDS[last.state.outcome])}.`,
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
