import type { Statement } from '@contract/statement'
import type { TaskSpec } from '@contract/task'
import { unreachable } from '@contract/unreachable'
import { isExempt } from '../processes/process-limit'
import type { ProcessTable } from '../processes/process-table'

/** What cannot be seen of a run of this task: told beforehand, and again in its receipt. */
export function blindSpotsOf(spec: TaskSpec, table: Pick<ProcessTable, 'limits' | 'sight'>): readonly Statement[] {
  switch (spec.kind) {
    case 'process':
      return [
        // Whatever is born in a namespace is in sight. Whoever is asked through a socket starts it outside of that.
        ...(spec.strict ? [{ code: 'started-by-others-outside' } as const] : table.limits),
        ...(spec.keepRunning
          ? [{ code: 'output-unbounded-while-away' } as const, { code: 'no-events-where-kept' } as const]
          : []),
        ...(spec.processLimit !== undefined && isExempt() ? [{ code: 'process-limit-binds-nobody' } as const] : []),
      ]
    case 'timer':
      return []
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return [{ code: 'own-programs-unmarked', marks: table.sight.marks === 'all' ? 'seen' : 'not-seen' }]
    default:
      return unreachable(spec)
  }
}
