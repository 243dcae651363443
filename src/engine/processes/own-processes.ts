import { RUN_MARK, type ProcessEntry } from './process-table'

/** Runs of another Quiesce in which this one was started: what we started before we knew carries their marks too. */
const inherited = new Set<string>()

/**
 * Takes what Quiesce tells its programs out of our own environment: what is started from now on inherits none of it. The
 * kernel goes on showing what we were started with (`/proc/PID/environ`), so the run's name is remembered.
 */
export function leaveOuterRun(environment: NodeJS.ProcessEnv = process.env): void {
  const outer = environment[RUN_MARK]
  if (outer !== undefined) inherited.add(outer)
  for (const name of Object.keys(environment))
    if (name.startsWith('QUIESCE_')) Reflect.deleteProperty(environment, name)
}

/** True for the run of another Quiesce in which this one was started. */
export function isOuterRun(mark: string): boolean {
  return inherited.has(mark)
}

type Entries = ReadonlyMap<number, ProcessEntry>

/**
 * Whether a process is Quiesce itself, or one that it stands on, though it carries `mark`: ourselves and our ancestors always,
 * and for the run that we were started in also our own helpers. They are nobody's to end.
 */
export function isQuiesce(entries: Entries, entry: ProcessEntry, mark: string, own = process.pid): boolean {
  if (descendsFrom(entries, own, entry.pid)) return true
  return inherited.has(mark) && descendsFrom(entries, entry.pid, own)
}

/** Also true for the process itself. A chain of parents that was read piece by piece may have a circle in it. */
function descendsFrom(entries: Entries, pid: number, ancestor: number): boolean {
  const seen = new Set<number>()
  for (let at = pid; at > 0 && !seen.has(at); at = entries.get(at)?.parentPid ?? 0) {
    if (at === ancestor) return true
    seen.add(at)
  }
  return false
}
