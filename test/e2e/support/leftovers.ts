import { readdir, readFile } from 'node:fs/promises'

/** Chromium's arguments are long, and the data folder stands among them. */
const COMMAND_CHARACTERS = 2_000

/** One process for good: a pid counts only together with its start time. */
export interface LiveProcess {
  readonly pid: number
  readonly startTime: string
  readonly parentPid: number
  readonly command: string
}

/** Every process that is alive now; zombies are not. Empty where there is no /proc. */
export async function liveProcesses(): Promise<readonly LiveProcess[]> {
  if (process.platform !== 'linux') return []
  const names = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(names.map((name) => readProcess(Number(name))))
  return found.filter((one) => one !== undefined)
}

/** `pid` itself and everything below it. */
export async function familyOf(pid: number): Promise<readonly LiveProcess[]> {
  const all = await liveProcesses()
  const family = all.filter((one) => one.pid === pid)
  for (const member of family) family.push(...all.filter((one) => one.parentPid === member.pid))
  return family
}

/**
 * Those of `known` that are still alive, and every process that carries the mark of one of `runIds`, or has `folder` in its
 * arguments or its environment: the app's own processes, its host, its watchdog, and whatever any of them started.
 */
export async function leftovers(
  known: readonly LiveProcess[],
  runIds: ReadonlySet<string>,
  folder?: string,
): Promise<readonly LiveProcess[]> {
  const all = await liveProcesses()
  const marked = await Promise.all(all.map((one) => isMarked(one, runIds, folder)))
  return all.filter(
    (one, index) =>
      marked[index] === true || known.some((each) => each.pid === one.pid && each.startTime === one.startTime),
  )
}

async function isMarked(one: LiveProcess, runIds: ReadonlySet<string>, folder: string | undefined): Promise<boolean> {
  const environment = await readFile(`/proc/${one.pid}/environ`, 'utf8').catch(() => '')
  const mark = environment.split('\0').find((entry) => entry.startsWith('QUIESCE_RUN_ID='))
  if (mark !== undefined && runIds.has(mark.slice('QUIESCE_RUN_ID='.length))) return true
  return folder !== undefined && (environment.includes(folder) || one.command.includes(folder))
}

async function readProcess(pid: number): Promise<LiveProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name stands in brackets and may hold spaces and brackets itself.
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const startTime = rest[17]
  if (state === undefined || state === 'Z' || startTime === undefined) return undefined
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return {
    pid,
    startTime,
    parentPid: Number(parent),
    command: command.replaceAll('\0', ' ').trim().slice(0, COMMAND_CHARACTERS),
  }
}

export async function isAlive(pid: number, startTime: string): Promise<boolean> {
  return (await readProcess(pid))?.startTime === startTime
}
