import type { WorkloadKind } from '@contract/kind'

/** The workloads that come with the app, by the kind they are written for. Each is a module in `src/engine/workloads`. */
export const BUILT_IN_WORKLOADS: Readonly<Record<WorkloadKind, readonly string[]>> = {
  thread: ['lab/ticker', 'lab/busy', 'lab/memory-hog'],
  future: ['lab/job'],
  coroutine: ['lab/coroutine', 'lab/swallower', 'lab/shielded'],
  generator: ['lab/generator'],
}
