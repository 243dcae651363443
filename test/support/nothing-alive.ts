import { readdirSync, readFileSync, readlinkSync } from 'node:fs'

/** What an engine could leave behind in this very process, and which a test compares from before it to after it. */
export interface Standing {
  readonly resources: Readonly<Record<string, number>>
  readonly listeners: number
}

/** Handles that the test runner and Node itself open and close as they like. */
const NOT_OURS = new Set(['Timeout', 'Immediate', 'FSReqPromise', 'FSReqCallback', 'MessagePort', 'TTYWrap'])
const SETTLE_MS = 3_000
const LOOK_EVERY_MS = 10

export function standing(): Standing {
  const resources: Record<string, number> = {}
  for (const type of process.getActiveResourcesInfo()) {
    if (!NOT_OURS.has(type)) resources[type] = (resources[type] ?? 0) + 1
  }
  const listeners = process.eventNames().reduce((sum, name) => sum + process.listenerCount(name), 0)
  return { resources, listeners }
}

/** Sentences on what is there now and was not before. Waits a moment: the kernel and Node tear down in their own time. */
export async function leftBehind(before: Standing, mark: string): Promise<readonly string[]> {
  const until = performance.now() + SETTLE_MS
  for (;;) {
    const left = [...grown(before), ...processesWith(mark).map(spoken), ...openFilesBelow(mark)]
    if (left.length === 0 || performance.now() > until) return left
    await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
  }
}

function grown(before: Standing): readonly string[] {
  const now = standing()
  const more = Object.entries(now.resources).filter(([type, count]) => count > (before.resources[type] ?? 0))
  const sentences = more.map(([type, count]) => `${count} ${type} are open, ${before.resources[type] ?? 0} were before`)
  if (now.listeners > before.listeners) sentences.push(`${now.listeners} process listeners, before ${before.listeners}`)
  return sentences
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
