/** The workloads that come with Quiesce, by the name that a task gives. Each is a module in `src/engine/workloads`. */
export const BUILT_IN_WORKLOADS = [
  'lab/ticker',
  'lab/busy',
  'lab/memory-hog',
  'lab/job',
  'lab/coroutine',
  'lab/swallower',
  'lab/shielded',
  'lab/generator',
] as const
