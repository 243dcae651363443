import { defined } from '@tools/defined'
import type { Statement } from '@contract/statement'
import { isQuiesce } from './own-processes'
import type { ProcessEntry, ProcessScan } from './process-table'

const NONE: readonly ProcessEntry[] = []

/** Indexes the entries once, so that a thousand runs can ask for their families at the cost of their sizes. */
export function processScan(
  entries: ReadonlyMap<number, ProcessEntry>,
  at: number,
  { gap, pids }: Pick<ProcessScan, 'pids'> & { readonly gap?: Statement | undefined } = {},
): ProcessScan {
  const groups = new Map<number, ProcessEntry[]>()
  const children = new Map<number, ProcessEntry[]>()
  const marks = new Map<string, ProcessEntry[]>()
  const holders = new Map<string, ProcessEntry[]>()
  for (const entry of entries.values()) {
    put(groups, entry.groupId, entry)
    put(children, entry.parentPid, entry)
    if (entry.mark !== undefined && !isQuiesce(entries, entry, entry.mark)) put(marks, entry.mark, entry)
    for (const link of entry.held ?? []) put(holders, link, entry)
  }
  return {
    entries,
    at,
    gap,
    ...defined({ pids }),
    inGroup: (groupId) => groups.get(groupId) ?? NONE,
    childrenOf: (pid) => children.get(pid) ?? NONE,
    markedWith: (mark) => marks.get(mark) ?? NONE,
    holding: (link) => holders.get(link) ?? NONE,
  }
}

function put<Key>(index: Map<Key, ProcessEntry[]>, key: Key, entry: ProcessEntry): void {
  const list = index.get(key)
  if (list) list.push(entry)
  else index.set(key, [entry])
}
