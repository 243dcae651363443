import type { TaskId } from '@contract/ids'
import { verbatim } from '@contract/statement'
import type { TimerTaskSpec } from '@contract/task'
import { TASK_LIMITS } from '@contract/task-schema'
import type { RunBody, StartRequest, TaskKind } from './task-kind'

/** What a timer does when it elapses: the engine's part. */
export interface TimerActions {
  log(request: StartRequest<TimerTaskSpec>, text: string): void
  /** It repeats, and not as often as its task says. */
  tooOften(request: StartRequest<TimerTaskSpec>, everyMs: number): void
  /** Answers with a sentence when the task could not be started. */
  start(request: StartRequest<TimerTaskSpec>, taskId: TaskId): string | undefined
}

/** A timer in this process. Until it elapses it can be withdrawn; afterwards its action has run, and that is final. */
export class TimerKind implements TaskKind<TimerTaskSpec> {
  readonly #actions: TimerActions

  constructor(actions: TimerActions) {
    this.#actions = actions
  }

  start(request: StartRequest<TimerTaskSpec>): RunBody {
    const { spec, report } = request
    let timer: NodeJS.Timeout | undefined = setTimeout(elapse, spec.delayMs)
    const everyMs = Math.max(spec.delayMs, TASK_LIMITS.repeatDelayMs)
    const actions = this.#actions
    queueMicrotask(() => {
      report.started({})
      if (spec.repeat && spec.delayMs < everyMs) actions.tooOften(request, everyMs)
    })

    function elapse(): void {
      timer = spec.repeat ? setTimeout(elapse, everyMs) : undefined
      const failure =
        'log' in spec.action ? actions.log(request, spec.action.log) : actions.start(request, spec.action.start)
      if (typeof failure === 'string') {
        clearTimeout(timer)
        timer = undefined
        report.ended({ how: 'threw', evidence: { code: 'timer-elapsed' }, failure: verbatim(failure) })
      } else if (!spec.repeat) report.ended({ how: 'fired', evidence: { code: 'timer-action-ran' } })
    }

    return {
      deliver: () => {
        if (timer === undefined)
          return Promise.resolve({ delivered: 'no', evidence: { code: 'timer-already-elapsed' } })
        clearTimeout(timer)
        timer = undefined
        report.ended({ how: 'cancelled', evidence: { code: 'timer-cleared-in-time' } })
        return Promise.resolve({ delivered: 'yes', evidence: { code: 'timer-cleared' } })
      },
    }
  }
}
