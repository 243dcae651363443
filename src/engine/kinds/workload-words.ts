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
  if (kind === 'thread') return { code: 'already-running', reason: { code: 'thread-can-be-stopped-only' } }
  if (kind === 'future') return { code: 'already-running', reason: { code: 'future-already-running' } }
  return undefined
}

export function cannotTake(kind: WorkloadKind, message: Exclude<StopMessage, 'ask' | 'terminate'>): Delivery {
  return { delivered: 'no', evidence: { code: 'worker-cannot-take', kind, message } }
}

/** What is known of a workload that was asked and is still there. */
export function whyWorkloadIsThere(
  kind: WorkloadKind,
  known: { readonly handled: boolean; readonly terminated: boolean },
): ReturnType<NonNullable<RunBody['whyStillThere']>> {
  if (known.terminated) return { code: 'uninterruptible', statement: { code: 'thread-in-native-code' } }
  if (known.handled && kind === 'coroutine')
    return { code: 'cancellation-swallowed', statement: { code: 'cancellation-raised-goes-on' } }
  return known.handled
    ? { code: 'handler-did-not-exit', statement: { code: 'saw-ask-not-returned', kind } }
    : { code: 'unresponsive', statement: { code: 'not-seen-to-look', kind } }
}
