import type { Demo } from '@contract/demo'
import type { EngineEvent } from '@contract/event'
import type { RunId, TaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'

export interface DemoLine {
  readonly text: string
  readonly seen: boolean
}

/** What became of the lines of a demo in its newest runs. */
export interface DemoProgress {
  readonly lines: readonly DemoLine[]
  /** Lines that must not appear; `seen` is bad news. */
  readonly absent: readonly DemoLine[]
}

/** The newest run of each of the demo's tasks, in the order of its tasks. */
export function runsOfDemo(
  demo: Demo,
  runs: ReadonlyMap<RunId, RunSnapshot>,
  tasks: readonly Task[],
): readonly RunSnapshot[] {
  const saved = new Set<TaskId>(tasks.filter((task) => task.saved).map((task) => task.id))
  const newest = new Map<string, RunSnapshot>()
  for (const run of runs.values()) {
    // A task that the person saved under the same name is not the demo's.
    if (run.kind !== demo.kind || !demo.taskNames.includes(run.name) || saved.has(run.taskId)) continue
    const held = newest.get(run.name)
    if (held === undefined || run.createdAt >= held.createdAt) newest.set(run.name, run)
  }
  return demo.taskNames.flatMap((name) => newest.get(name) ?? [])
}

/**
 * Ticks off the lines of a demo, in their order: a line counts only after the one before it was seen. Where a demo has several
 * runs the person decides the order, so there each line counts by itself.
 */
export function demoProgress(demo: Demo, texts: readonly string[]): DemoProgress {
  const ordered = demo.taskNames.length === 1
  let from = 0
  const lines = demo.lines.map((line): DemoLine => {
    const pattern = linePattern(line)
    const at = from === -1 ? -1 : texts.findIndex((text, index) => index >= from && pattern.test(text))
    if (ordered) from = at === -1 ? -1 : at + 1
    return { text: line, seen: at !== -1 }
  })
  const absent = (demo.absentLines ?? []).map((line): DemoLine => {
    const pattern = linePattern(line)
    return { text: line, seen: texts.some((text) => pattern.test(text)) }
  })
  return { lines, absent }
}

/** Matches a line as the lab announces it: `N` stands for a number. */
function linePattern(line: string): RegExp {
  const escaped = line.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`).replace(/\bN\b/g, String.raw`\d+`)
  return new RegExp(`^${escaped}\\s*$`)
}

/** The events of each run, in order, in one pass over the log. */
export function eventsByRun(
  events: readonly EngineEvent[],
  runIds: ReadonlySet<RunId>,
): ReadonlyMap<RunId, readonly EngineEvent[]> {
  const byRun = new Map<RunId, EngineEvent[]>()
  for (const event of events) {
    if (!runIds.has(event.runId)) continue
    const held = byRun.get(event.runId)
    if (held === undefined) byRun.set(event.runId, [event])
    else held.push(event)
  }
  return byRun
}
