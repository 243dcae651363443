import type { TaskSpec } from '@contract/task'
import { unreachable } from '@contract/unreachable'
import { isExempt } from '../processes/process-limit'
import type { ProcessTable } from '../processes/process-table'

const OWN_PROCESSES =
  'A process that its code starts is a child of the host process: it carries no mark of this run, so whether it is still alive is not looked for.'

const KEPT_OUTPUT =
  'It writes its output to a file by itself, so that it can outlive Quiesce: how much it prints while Quiesce is away is not bounded.'

const KEPT_EVENTS =
  'It is given no descriptor for events, since a pipe to Quiesce would break with Quiesce: what it cleans up is not told to Quiesce.'

const EXEMPT =
  'Quiesce runs as root, whom the kernel exempts from a limit of processes: the one of this task binds nobody.'

/** What cannot be seen of a run of this task, in sentences: told beforehand, and again in its receipt. */
export function blindSpotsOf(spec: TaskSpec, table: Pick<ProcessTable, 'limits'>): readonly string[] {
  switch (spec.kind) {
    case 'process':
      return [
        // In a namespace nothing is out of sight.
        ...(spec.strict ? [] : table.limits),
        ...(spec.keepRunning ? [KEPT_OUTPUT, KEPT_EVENTS] : []),
        ...(spec.processLimit !== undefined && isExempt() ? [EXEMPT] : []),
      ]
    case 'timer':
      return []
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return [OWN_PROCESSES]
    default:
      return unreachable(spec)
  }
}
