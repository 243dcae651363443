import type { StdioOptions } from 'node:child_process'
import { readdirSync } from 'node:fs'
import type { Warn } from '../events/warn'
import { readProc } from './linux/read-proc'
import { nowhereDescriptor } from './spare-descriptor'

type Stdio = Exclude<StdioOptions, string>

/** New ones appear rarely (a window is opened): looking once a second is enough. */
const LOOK_EVERY_MS = 1_000
/** With a thousand processes there are thousands of our own pipes to look at: never more than a hundredth of the time. */
const LOOK_SHARE = 100
const O_CLOEXEC = 0o2000000
/**
 * While libuv prepares a child, each cover and each descriptor that the child is given may stand once more above the last cover.
 * What a child is given, at the most: output, events, Node's channel, its birthmark.
 */
const MOST_GIVEN = 8

/** What stands in the place of each descriptor of a child, up to the last one that it would inherit. */
let covers: Stdio = []
let coveredWith: number | undefined
let lookAgainAt = -Infinity
/** Open for every child, because no place of a child's list reaches them. */
let uncovered: readonly number[] = []
const listeners = new Set<() => void>()

/**
 * Chromium leaves sockets to its own processes open for whatever Electron starts, and so does a shell that Quiesce was started
 * from. Node closes none of them. Each such descriptor is covered with one of /dev/null in the child, so that a task can
 * neither talk to our processes nor hold our ports. Linux only: elsewhere they cannot be listed cheaply. One that is numbered
 * too near to the limit of open files, or above it, stays open: with it in the list, no start would succeed. `warnOfStrays` tells.
 */
export function withoutStrays(stdio: Stdio): Stdio {
  lookForStrays()
  return covers.length > stdio.length ? [...stdio, ...covers.slice(stdio.length)] : stdio
}

/** Warns of descriptors that every program inherits, now and whenever others are found. Returns its undo. */
export function warnOfStrays(warn: Warn): () => void {
  const about = 'stray descriptors'
  let told = ''
  const tell = (): void => {
    const numbers = uncovered.join(', ')
    if (numbers === told) return
    told = numbers
    if (numbers === '') return warn('No program inherits an open file of Quiesce any more.', { about, over: true })
    warn(
      `Quiesce was started with open files that are numbered too near to its limit of open files, or above it (${numbers}). ` +
        'It cannot close them for the programs that it starts: they inherit them.',
      { about },
    )
  }
  tell()
  listeners.add(tell)
  return () => listeners.delete(tell)
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
  const reached = withinLimit(strays, openFilesLimit())
  covers = coversOf(reached, nowhere)
  uncovered = strays.slice(reached.length)
  for (const tell of listeners) tell()
  lookAgainAt = at + Math.max(LOOK_EVERY_MS, (performance.now() - at) * LOOK_SHARE)
}

/**
 * Those whose place in a child's list leaves room above it for the copies that libuv makes, and for the strays that stand there
 * already. fcntl(2): F_DUPFD fails with EINVAL from a number that is not below the limit, and with EMFILE where none is free.
 */
function withinLimit(descriptors: readonly number[], limit: number): readonly number[] {
  const last = limit - 1 - descriptors.length - MOST_GIVEN
  return descriptors.filter((descriptor) => descriptor <= last)
}

/** RLIMIT_NOFILE as it is now: somebody outside may change it at any time. prlimit(1). */
function openFilesLimit(): number {
  const soft = /^Max open files\s+(\d+)/m.exec(readProc('self/limits') ?? '')?.[1]
  return soft === undefined ? Infinity : Number(soft)
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
