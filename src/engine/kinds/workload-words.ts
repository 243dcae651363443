import type { WorkloadKind } from '@contract/kind'
import type { StopMessage } from '@contract/stop'
import type { WorkloadTaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { EXECUTOR_DEFAULTS, PULL_EVERY_MS } from '@vocabulary/defaults'
import type { StartCommand } from '../host/host-protocol'
import type { Delivery, RunBody, StartRequest } from './task-kind'

/** What the host is told of a run. */
export function startCommand({ runId, name, spec }: StartRequest<WorkloadTaskSpec>): StartCommand {
  return {
    type: 'start',
    runId,
    name,
    kind: spec.kind,
    workload: spec.workload,
    pullEveryMs: spec.pullEveryMs ?? PULL_EVERY_MS,
    ...defined({ params: spec.params }),
    ...(spec.kind === 'future' ? { executor: spec.executor?.name ?? EXECUTOR_DEFAULTS.name } : {}),
  }
}

/** A thread and a future that run cannot be withdrawn any more. */
export function refusedCancel(kind: WorkloadTaskSpec['kind']): Delivery['refusal'] {
  if (kind === 'thread')
    return { code: 'already-running', reason: 'A running thread cannot be cancelled; it can be stopped.' }
  if (kind === 'future') return { code: 'already-running', reason: 'already running' }
  return undefined
}

export function cannotTake(kind: string, message: Exclude<StopMessage, 'ask' | 'terminate'>): Delivery {
  const what =
    typeof message === 'string' ? `the signal ${message}` : 'stdin' in message ? 'standard input' : 'a command'
  return {
    delivered: 'no',
    evidence: `nothing was sent: a ${kind} runs in a worker thread, which ${what} cannot reach; its steps are ask and terminate`,
  }
}

/** What is known of a workload that was asked and is still there. */
export function whyWorkloadIsThere(
  kind: WorkloadKind,
  known: { readonly handled: boolean; readonly terminated: boolean },
): ReturnType<NonNullable<RunBody['whyStillThere']>> {
  if (known.terminated) {
    return { code: 'uninterruptible', sentence: 'its worker thread is in native code, which cannot be interrupted' }
  }
  if (known.handled && kind === 'coroutine') {
    return { code: 'cancellation-swallowed', sentence: 'its cancellation was raised in it, and it goes on' }
  }
  if (known.handled)
    return { code: 'handler-did-not-exit', sentence: `the ${kind} saw that it was asked, and has not returned` }
  return { code: 'unresponsive', sentence: `the ${kind} was not seen to look for the request` }
}
