import type { Wanted } from '../processes/holdings'
import type { ProcessTable } from '../processes/process-table'

/** By inode or path: the first process that was seen to have it, as `command (process 12)`. Undefined where nobody could look. */
export async function holderNames(
  table: ProcessTable,
  wanted: Wanted,
): Promise<ReadonlyMap<string, string> | undefined> {
  const names = new Map<string, string>()
  if (wanted.inodes.size + wanted.paths.size === 0) return names
  const having = await table.holdings?.whoHas(wanted)
  if (!having) return undefined
  for (const { pid, has } of having)
    if (!names.has(has)) names.set(has, `${table.commandOf(pid) ?? '?'} (process ${pid})`)
  return names
}
