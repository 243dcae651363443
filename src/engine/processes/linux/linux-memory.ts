import { readFileSync } from 'node:fs'
import type { MemoryState } from '../process-table'

const BYTES_PER_KB = 1_024
/** Where version two is mounted: alone, or beside version one. */
const MOUNTS = ['sys/fs/cgroup', 'sys/fs/cgroup/unified']

/**
 * How many processes the kernel has killed for want of memory: in our own control group and those below it, where they are counted
 * (version two), else on the whole machine. A kill by the limit of a group stands in both. `root` is the folder in which `proc` and
 * `sys` lie. proc_vmstat(5), proc_meminfo(5); `memory.events` in the kernel's cgroup-v2.rst.
 */
export function memoryState(root = '/'): MemoryState | undefined {
  const counted = ownEvents(root) ?? oomKillsOf(root, 'proc/vmstat')
  const available = numberIn(textOf(`${root}proc/meminfo`), 'MemAvailable:')
  return counted && { ...counted, ...(available !== undefined && { availableBytes: available * BYTES_PER_KB }) }
}

type Counted = Pick<MemoryState, 'oomKills' | 'countedIn'>

function ownEvents(root: string): Counted | undefined {
  const group = /^0::(\/.*)$/m.exec(textOf(`${root}proc/self/cgroup`))?.[1]
  if (group === undefined) return undefined
  for (const mount of MOUNTS) {
    const counted = oomKillsOf(root, `${mount}${group === '/' ? '' : group}/memory.events`)
    if (counted) return counted
  }
  return undefined
}

function oomKillsOf(root: string, path: string): Counted | undefined {
  const oomKills = numberIn(textOf(`${root}${path}`), 'oom_kill')
  return oomKills === undefined ? undefined : { oomKills, countedIn: `/${path}` }
}

/** Lines of a name and a number. */
function numberIn(text: string, name: string): number | undefined {
  const line = text.split('\n').find((each) => each.startsWith(`${name} `))
  const value = Number.parseInt(line?.slice(name.length).trim() ?? '', 10)
  return Number.isNaN(value) ? undefined : value
}

function textOf(path: string): string {
  try {
    return readFileSync(path, 'latin1')
  } catch {
    return ''
  }
}
