import { execFileSync } from 'node:child_process'
import type { SignalName } from '@contract/stop'

/** `gone`: nobody had that number any more (ESRCH). `denied`: the kernel refused (EPERM). */
export type SignalSent = 'sent' | 'gone' | 'denied'

const windows = process.platform === 'win32'

/** Signals one process. The caller has just made sure that the number still names the process it means. */
export function signalProcess(pid: number, signal: SignalName): SignalSent {
  return windows ? endOnWindows(pid, ['/PID', String(pid), '/F']) : send(pid, signal)
}

/** Signals every process of a group at once. kill(2) with a negative number. */
export function signalGroup(groupId: number, signal: SignalName): SignalSent {
  return windows ? endOnWindows(groupId, ['/PID', String(groupId), '/T', '/F']) : send(-groupId, signal)
}

function send(target: number, signal: SignalName): SignalSent {
  try {
    process.kill(target, signal)
    return 'sent'
  } catch (error) {
    return isErrno(error, 'EPERM') ? 'denied' : 'gone'
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

function isErrno(error: unknown, code: string): boolean {
  return error instanceof Error && 'code' in error && error.code === code
}
