import { execFileSync } from 'node:child_process'
import type { SignalName } from '@contract/stop'
import { codeOf } from '@tools/errors'
import { ownLine, type Found, type Identities } from './own-line'

/**
 * What became of a signal to one process. `gone`: nobody had that number any more (ESRCH), or somebody else had it. `denied`: the
 * kernel refused (EPERM). `spared`: it is Quiesce itself, or a process that Quiesce lives in.
 */
export type SignalSent = 'sent' | 'gone' | 'denied' | 'spared'

const windows = process.platform === 'win32'

/**
 * The only way in which the engine signals a process that it found. Who has that number is asked immediately before: between
 * the two calls the process would have to end, be reaped, and its number come round again.
 */
export function signalFound(table: Identities, { pid, startTime }: Found, signal: SignalName): SignalSent {
  if (ownLine(table).holds({ pid, startTime })) return 'spared'
  if (!table.isAlive(pid, startTime)) return 'gone'
  return windows ? endOnWindows(pid, ['/PID', String(pid), '/F']) : send(pid, signal)
}

/**
 * Signals a whole process group, newcomers included. The number of a group is not given away while a member of it lives, so one
 * of the members that were found has to be in it still. What became of each; `undefined` when the group is not, or not only,
 * that of the members: then nothing was sent.
 */
export function signalFoundGroup(
  table: Identities,
  groupId: number,
  members: readonly Found[],
  signal: SignalName,
): ReadonlyMap<number, SignalSent> | undefined {
  const line = ownLine(table)
  if (groupId <= 1 || line.isIn(groupId) || members.some((member) => line.holds(member))) return undefined
  const there = members.filter(({ pid, startTime }) => isInGroup(table, pid, startTime, groupId))
  if (there.length === 0) return undefined
  // The kernel says yes when a single member took it. Who may be signalled at all is asked one by one: kill(2), signal 0.
  const each = new Map(members.map(({ pid }) => [pid, windows ? ('sent' as const) : mayBeSent(pid)]))
  const sent = windows ? endOnWindows(groupId, ['/PID', String(groupId), '/T', '/F']) : send(-groupId, signal)
  return sent === 'sent' ? each : new Map(members.map(({ pid }) => [pid, sent]))
}

function isInGroup(table: Identities, pid: number, startTime: string, groupId: number): boolean {
  if (!table.isAlive(pid, startTime)) return false
  return table.groupOf === undefined || table.groupOf(pid) === groupId
}

function mayBeSent(pid: number): SignalSent {
  try {
    process.kill(pid, 0)
    return 'sent'
  } catch (error) {
    return codeOf(error) === 'EPERM' ? 'denied' : 'gone'
  }
}

function send(target: number, signal: SignalName): SignalSent {
  try {
    process.kill(target, signal)
    return 'sent'
  } catch (error) {
    return codeOf(error) === 'EPERM' ? 'denied' : 'gone'
  }
}

/** There are no signals on Windows: every one of them ends the process at once. */
function endOnWindows(pid: number, args: readonly string[]): SignalSent {
  try {
    execFileSync('taskkill', args, { windowsHide: true, stdio: 'ignore' })
    return 'sent'
  } catch {
    return send(pid, 'SIGKILL')
  }
}
