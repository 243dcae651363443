import { readFileSync } from 'node:fs'
import { afterEach } from 'vitest'
import { processesWith, type MarkedProcess } from './nothing-alive'

let count = 0

function prefix(): string {
  return `1${String(process.pid).padStart(7, '0')}`
}

/** What no engine can see is ended here, also when a test fails before it does. */
afterEach(() => {
  if (count > 0) for (const { pid } of processesWith(prefix())) endIfThere(pid)
})

/** A number of seconds that no other process sleeps for: at least eleven days. */
export function unusual(): string {
  count += 1
  return `${prefix()}${count}`
}

/** Words of a shell that wait until `sleep SECONDS` has replaced the program, and the session, that it was started from. */
export function untilSleeps(seconds: string): string {
  return `until pgrep -fx 'sleep ${seconds}' >/dev/null; do :; done`
}

/** The command lines of those that have this number in their arguments or environment. */
export function sleepers(seconds: string): readonly string[] {
  return processesWith(seconds).map(({ command }) => command)
}

/** The living `sleep SECONDS`: exactly one or none is meant to be there. */
export function sleeper(seconds: string): MarkedProcess | undefined {
  return processesWith(seconds).find(({ command }) => command === `sleep ${seconds}`)
}

/** One that has just gone by itself is no failure of the test. */
export function endIfThere(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

export interface Stat {
  readonly state: string
  readonly parentPid: number
  readonly groupId: number
  readonly sessionId: number
}

/** As in proc(5). Undefined when the process has gone. */
export function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'latin1')
    const [state = '?', parent, group, session] = text.slice(text.lastIndexOf(')') + 2).split(' ')
    return { state, parentPid: Number(parent), groupId: Number(group), sessionId: Number(session) }
  } catch {
    return undefined
  }
}
