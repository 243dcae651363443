import type { StdioOptions } from 'node:child_process'
import { openSync, readdirSync } from 'node:fs'
import { readProc } from './linux/read-proc'

type Stdio = Exclude<StdioOptions, string>

/** New ones appear rarely (a window is opened): looking once a second is enough. */
const LOOK_EVERY_MS = 1_000
/** With a thousand processes there are thousands of our own pipes to look at: never more than a twentieth of the time. */
const LOOK_SHARE = 20
const O_CLOEXEC = 0o2000000

let strays: readonly number[] = []
let lookAgainAt = -Infinity
let nowhere: number | undefined

/**
 * Chromium leaves sockets to its own processes open for whatever Electron starts, and so does a shell that Quiesce was started
 * from. Node closes none of them. Each such descriptor is covered with one of /dev/null in the child, so that a task can
 * neither talk to our processes nor hold our ports. Linux only: elsewhere they cannot be listed cheaply.
 */
export function withoutStrays(stdio: Stdio): Stdio {
  if (process.platform !== 'linux') return stdio
  const stray = strayDescriptors().filter((descriptor) => descriptor >= stdio.length)
  const last = stray.at(-1)
  if (last === undefined) return stdio
  nowhere ??= openSync('/dev/null', 'r+')
  const covered: Stdio = [...stdio]
  for (let descriptor = stdio.length; descriptor <= last; descriptor++) covered.push('ignore')
  for (const descriptor of stray) covered[descriptor] = nowhere
  return covered
}

/** One was just opened that a child would inherit: the next start looks again. */
export function strayOpened(): void {
  lookAgainAt = -Infinity
}

/** Open descriptors of ours above standard error that a child would inherit, in ascending order. */
function strayDescriptors(): readonly number[] {
  const at = performance.now()
  if (at < lookAgainAt) return strays
  strays = readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && isInherited(descriptor))
    .sort((a, b) => a - b)
  lookAgainAt = at + Math.max(LOOK_EVERY_MS, (performance.now() - at) * LOOK_SHARE)
  return strays
}

function isInherited(descriptor: number): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(readProc(`self/fdinfo/${descriptor}`) ?? '')?.[1]
  return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0
}
