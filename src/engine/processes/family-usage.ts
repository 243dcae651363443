import type { ProcessEntry } from './process-table'

/** What processes used together, and how many they are. */
export interface FamilyUsage {
  readonly cpuMs: number
  readonly memoryBytes: number
  readonly processes: number
}

export function summed(used: Iterable<Pick<ProcessEntry, 'cpuMs' | 'memoryBytes'>>): FamilyUsage {
  let cpuMs = 0
  let memoryBytes = 0
  let processes = 0
  for (const each of used) {
    cpuMs += each.cpuMs
    memoryBytes += each.memoryBytes
    processes += 1
  }
  return { cpuMs, memoryBytes, processes }
}
