import { readdirSync, readFileSync, readlinkSync } from 'node:fs'
import { createRequire } from 'node:module'
import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'
import { openDescriptors } from './open-descriptors'
import { ownTimers, timersSince } from './own-timers'

/** What an engine could leave behind in this very process, and which a test compares from before it to after it. */
export interface Standing {
  /** Handles that hold the event loop, by type. */
  readonly resources: Readonly<Record<string, number>>
  readonly descriptors: Readonly<Record<string, number>>
  readonly listeners: number
  /** Of the process: each worker thread is one. */
  readonly threads: number
  readonly timers: ReadonlySet<NodeJS.Timeout>
}

/** The test runner and Node itself open and close these as they like. Timers are told by who made them, threads counted. */
const NOT_OURS = new Set(['Timeout', 'Immediate', 'FSReqPromise', 'FSReqCallback', 'MessagePort', 'TTYWrap'])
/** Opened on first use and kept for the life of the process: the engine's spare descriptor and one of Node's; libuv's watch. */
const KEPT = { '/dev/null': 2, 'anon_inode:inotify': 1, 'anon_inode:[inotify]': 1 }
const SETTLE_MS = 3_000
const LOOK_EVERY_MS = 10

setFlagsFromString('--expose-gc')
const collect = runInNewContext('gc') as () => void

// The journal's library starts a runtime with threads and sockets of its own on first use, once in a process.
const Database = createRequire(import.meta.url)('libsql') as new (path: string) => { close(): void }
new Database(':memory:').close()
const first = openDescriptors()

export function standing(): Standing {
  const resources: Record<string, number> = {}
  for (const type of process.getActiveResourcesInfo()) {
    if (!NOT_OURS.has(type)) resources[type] = (resources[type] ?? 0) + 1
  }
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  const threads = readdirSync('/proc/self/task').length
  return { resources, descriptors: openDescriptors(), listeners, threads, timers: ownTimers() }
}

/** Sentences on what is there now and was not before. Waits a moment: the kernel and Node tear down in their own time. */
export async function leftBehind(
  before: Standing,
  mark: string,
  runs: ReadonlySet<string> = new Set(),
): Promise<readonly string[]> {
  const until = performance.now() + SETTLE_MS
  for (;;) {
    const left = [
      ...grown(before),
      ...[...processesWith(mark), ...processesOf(runs)].map(spoken),
      ...openFilesBelow(mark),
    ]
    if (left.length === 0 || performance.now() > until) return left
    // The journal's library closes a file when its statements are collected: also those of a test that looked into it.
    collect()
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

function grown(before: Standing): readonly string[] {
  const now = standing()
  const sentences = [...more(before.resources, now.resources), ...timersSince(before.timers)]
  const kept = Object.fromEntries(Object.entries(KEPT).map(([kind, most]) => [kind, (first[kind] ?? 0) + most]))
  sentences.push(...more({ ...before.descriptors, ...kept }, now.descriptors))
  if (now.listeners > before.listeners) sentences.push(`${now.listeners} process listeners, before ${before.listeners}`)
  if (now.threads > before.threads) sentences.push(`${now.threads} threads, before ${before.threads}`)
  return sentences
}

type Counts = Readonly<Record<string, number>>

function more(before: Counts, now: Counts): readonly string[] {
  return Object.entries(now).flatMap(([kind, count]) => {
    const known = before[kind] ?? 0
    return count > known ? [`${count} ${kind} are open, ${known} were before`] : []
  })
}

export interface MarkedProcess {
  readonly pid: number
  readonly command: string
}

/** Living processes with `mark` in their environment or arguments. Zombies are not alive. Linux. */
export function processesWith(mark: string): readonly MarkedProcess[] {
  return readdirSync('/proc').flatMap((name) => {
    const pid = Number(name)
    if (!Number.isInteger(pid) || pid === process.pid) return []
    const command = readProc(`${pid}/cmdline`).replaceAll('\0', ' ').trim()
    if (!readProc(`${pid}/environ`).includes(mark) && !command.includes(mark)) return []
    return isAlive(pid) ? [{ pid, command }] : []
  })
}

/** Living processes that carry the mark of one of these runs. Their folders lie elsewhere, so that nothing else names the engine. */
export function processesOf(runs: ReadonlySet<string>): readonly MarkedProcess[] {
  return processesWith('QUIESCE_RUN_ID=').filter(({ pid }) => {
    const mark = /(?:^|\0)QUIESCE_RUN_ID=([^\0]*)/.exec(readProc(`${pid}/environ`))?.[1]
    return mark !== undefined && runs.has(mark)
  })
}

export function isAlive(pid: number): boolean {
  const stat = readProc(`${pid}/stat`)
  const state = stat.slice(stat.lastIndexOf(')') + 2).charAt(0)
  return state !== '' && !'ZXx'.includes(state)
}

export function openFilesBelow(folder: string): readonly string[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    const target = linkOf(`/proc/self/fd/${fd}`)
    return target.startsWith(folder) ? [`the file ${target} is open`] : []
  })
}

function spoken({ pid, command }: MarkedProcess): string {
  return `process ${pid} is alive: ${command}`
}

function readProc(path: string): string {
  try {
    return readFileSync(`/proc/${path}`, 'latin1')
  } catch {
    return ''
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
