import type { ProblemCode } from '@contract/problem'
import type { RecoveredRun } from '@contract/recovered'
import { say } from '@vocabulary/sentences/say'
import type { Run } from '../runs/run'
import { SpecError } from '../spec-error'

/** A start of a task that wants one run at a time, while one is there. `message` is the whole sentence. */
export class AlreadyRunning extends SpecError {
  readonly code: ProblemCode = 'already-running'
}

/** `run` is one of `count` that live. */
export function alreadyRunning(run: Run, count: number): AlreadyRunning {
  const { state, pid, task } = run
  const waits = state.phase === 'pending'
  const as = pid === undefined || count > 1 ? '' : ` as process ${pid}`
  const runs = count > 1 ? ` (${count} runs)` : ''
  const got = waits
    ? `${task.name} already waits to start (for ${say(state.waitingFor)})`
    : `${task.name} is already running${as}${runs}`
  const expected = `${waits ? 'cancel' : 'stop'} or restart it, or allow several runs in the task`
  return new AlreadyRunning([{ path: 'taskId', got, expected, message: `${got}; ${expected}.` }])
}

/** A run of the task that an earlier engine left alive. */
export function foundRunning({ name, processes }: RecoveredRun): AlreadyRunning {
  const [first] = processes
  const as = first === undefined ? '' : ` as process ${first.pid}`
  const got = `${name} still runs from an earlier start of Quiesce${as}`
  const expected = 'decide first whether to take it over, stop it or leave it, or allow several runs in the task'
  return new AlreadyRunning([{ path: 'taskId', got, expected, message: `${got}; ${expected}.` }])
}
