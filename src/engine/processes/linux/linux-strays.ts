import { isQuiesceBirthmark } from '../temp-of-run'
import type { ProcessEntry, ProcessScan, StraysView } from '../process-table'
import { readProc, statOf } from './read-proc'
import { environmentOf } from './linux-traces'

/** Who asks to take in orphans, besides the first process: PR_SET_CHILD_SUBREAPER(2const). A shell among our ancestors does not. */
const REAPERS =
  /^(?:systemd|init|runit|s6-svscan|tini|dumb-init|docker-init|podman-init|catatonit|conmon|containerd-shim.*)$/
const TICKS_PER_SECOND = 100
/** sudo(8) empties the environment and closes what is not input, output or error; it says in the new one that it did. */
const MADE_ANEW = /(?:^|\0)SUDO_(?:COMMAND|UID)=/

/** What a shell puts into an environment that was empty, and the path that whoever empties one gives along. */
const OF_A_SHELL = /^(?:(?:PATH|PWD|OLDPWD|SHLVL|_)=[^\0]*\0)*$/

export const linuxStrays: StraysView = { now, among }

/** Clock ticks since boot, as start times are counted. */
function now(): string {
  return String(Math.floor(Number(readProc('uptime')?.split(' ')[0] ?? 0) * TICKS_PER_SECOND))
}

/**
 * Those that were made since then and may be anybody's: whoever made them has gone, or is a process in which work of several runs
 * is done, and nothing in them tells for whom. What another service manager starts has a control group of its own.
 */
function among(scan: ProcessScan, since: string, host?: number): readonly ProcessEntry[] {
  const reapers = reapersOf(scan)
  let ownGroups: string | undefined
  return [...scan.entries.values()].filter((entry) => {
    const { pid, parentPid, mark, startTime, held, hasTerminal } = entry
    if (mark !== undefined || Number(startTime) < Number(since) || held?.some(isQuiesceBirthmark) === true) return false
    if (parentPid === host) return true
    if (!reapers.has(parentPid) || hasTerminal === true || !hidesItsMaker(pid)) return false
    ownGroups ??= readProc('self/cgroup')
    return readProc(`${pid}/cgroup`) === ownGroups
  })
}

function reapersOf(scan: ProcessScan): ReadonlySet<number> {
  const reapers = new Set([1])
  for (let pid = statOf(process.pid)?.parentPid ?? 0; pid > 1; pid = scan.entries.get(pid)?.parentPid ?? 0) {
    if (reapers.has(pid)) break
    if (REAPERS.test(readProc(`${pid}/comm`)?.trim() ?? '')) reapers.add(pid)
  }
  return reapers
}

/** Emptied, overwritten with a title, not ours to read, or made anew on purpose. */
function hidesItsMaker(pid: number): boolean {
  if (environmentOf(pid) !== 'whole') return true
  const environment = readProc(`${pid}/environ`)
  return environment === undefined || OF_A_SHELL.test(environment) || MADE_ANEW.test(environment)
}
