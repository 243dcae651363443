import type { StdioOptions } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { readProc } from './linux/read-proc'
import { nowhereDescriptor } from './spare-descriptor'

type Stdio = Exclude<StdioOptions, string>

/** New ones appear rarely (a window is opened): looking once a second is enough. */
const LOOK_EVERY_MS = 1_000
/** With a thousand processes there are thousands of our own pipes to look at: never more than a hundredth of the time. */
const LOOK_SHARE = 100
const O_CLOEXEC = 0o2000000

/** What stands in the place of each descriptor of a child, up to the last one that it would inherit. */
let covers: Stdio = []
let coveredWith: number | undefined
let lookAgainAt = -Infinity

/**
 * Chromium leaves sockets to its own processes open for whatever Electron starts, and so does a shell that Quiesce was started
 * from. Node closes none of them. Each such descriptor is covered with one of /dev/null in the child, so that a task can
 * neither talk to our processes nor hold our ports. Linux only: elsewhere they cannot be listed cheaply.
 */
export function withoutStrays(stdio: Stdio): Stdio {
  lookForStrays()
  return covers.length > stdio.length ? [...stdio, ...covers.slice(stdio.length)] : stdio
}

/** One was just opened that a child would inherit: the next start looks again. */
export function strayOpened(): void {
  lookAgainAt = -Infinity
}

/**
 * Looks for open descriptors of ours above standard error that a child would inherit, when that is due. Whoever is about to
 * start something calls it while it waits for something else.
 */
export function lookForStrays(): void {
  if (process.platform !== 'linux') return
  const at = performance.now()
  const nowhere = nowhereDescriptor()
  // In need it was closed and opened anew: its old number may be anybody's now.
  if (at < lookAgainAt && nowhere === coveredWith) return
  coveredWith = nowhere
  const strays = readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor > 2 && isInherited(descriptor))
    .sort((a, b) => a - b)
  covers = coversOf(strays, nowhere)
  lookAgainAt = at + Math.max(LOOK_EVERY_MS, (performance.now() - at) * LOOK_SHARE)
}

function coversOf(descriptors: readonly number[], nowhere: number): Stdio {
  const last = descriptors.at(-1)
  if (last === undefined) return []
  const covered: Stdio = Array.from({ length: last + 1 }, () => 'ignore')
  for (const descriptor of descriptors) covered[descriptor] = nowhere
  return covered
}

function isInherited(descriptor: number): boolean {
  const flags = /^flags:\s*([0-7]+)/m.exec(readProc(`self/fdinfo/${descriptor}`) ?? '')?.[1]
  return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0
}
