import type { Run } from '../runs/run'

/** The live runs whose tasks depend on this one's: they are ended first, so that nobody loses what they stand on. */
export function dependentsOf(run: Run, live: readonly Run[]): readonly Run[] {
  return live.filter((other) => {
    const { spec, stack } = other.task
    if (other === run || spec.kind === 'timer' || stack !== run.task.stack) return false
    return (spec.dependsOn ?? []).some((dependency) => dependency.task === run.task.name)
  })
}

/** True when `from` is reached again by following dependents: then nobody can be first, and nobody waits. */
export function isInCycle(from: Run, live: readonly Run[]): boolean {
  const seen = new Set<Run>()
  const open = [...dependentsOf(from, live)]
  for (let run = open.pop(); run; run = open.pop()) {
    if (run === from) return true
    if (seen.has(run)) continue
    seen.add(run)
    open.push(...dependentsOf(run, live))
  }
  return false
}

/** One that is being stopped is not let go in the middle of it. */
export function mayStay({ task: { spec }, state }: Run): boolean {
  return spec.kind === 'process' && spec.keepRunning === true && state.phase === 'running'
}
