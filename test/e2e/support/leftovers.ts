import { readdir, readFile } from 'node:fs/promises'

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

/** Those of `known` that are still alive, and every process that carries the mark of one of `runIds`. */
export async function leftovers(
  known: readonly LiveProcess[],
  runIds: ReadonlySet<string>,
): Promise<readonly LiveProcess[]> {
  const all = await liveProcesses()
  const marked = await Promise.all(all.map(async (one) => runIds.has((await markOf(one.pid)) ?? '')))
  return all.filter(
    (one, index) =>
      marked[index] === true || known.some((each) => each.pid === one.pid && each.startTime === one.startTime),
  )
}

async function markOf(pid: number): Promise<string | undefined> {
  const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
  const mark = environment.split('\0').find((entry) => entry.startsWith('QUIESCE_RUN_ID='))
  return mark?.slice('QUIESCE_RUN_ID='.length)
}

async function readProcess(pid: number): Promise<LiveProcess | undefined> {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
  // The name stands in brackets and may hold spaces and brackets itself.
  const [state, parent, ...rest] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  const startTime = rest[17]
  if (state === undefined || state === 'Z' || startTime === undefined) return undefined
  const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => '')
  return { pid, startTime, parentPid: Number(parent), command: command.replaceAll('\0', ' ').trim().slice(0, 200) }
}

export async function isAlive(pid: number, startTime: string): Promise<boolean> {
  return (await readProcess(pid))?.startTime === startTime
}
