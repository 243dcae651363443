import type { Statement } from '@contract/statement'
import type { LiveProcess } from './live-process'
import type { Ties } from './family-ties'
import type { ProcessScan, ProcessTable } from './process-table'

/**
 * Whoever closes what it was given and shows no environment is told from a stranger by nothing: then nobody is called gone.
 * `undefined` where there is no such process. `since`: nobody who is older can be of the family. `apart`:
 * those who are named anyway.
 */
export function doubtOf(
  scan: ProcessScan,
  table: ProcessTable,
  ties: Ties,
  { since, apart }: { readonly since: string | undefined; readonly apart: readonly LiveProcess[] },
): Statement | undefined {
  // Whatever is born in a namespace is in sight.
  if (ties.space || since === undefined) return undefined
  const strays = table.strays?.among(scan, since, ties.host?.()) ?? []
  const stray = strays.find(({ pid }) => !apart.some((each) => each.pid === pid))
  if (!stray) return undefined
  return { code: 'may-be-of-family', process: { pid: stray.pid, command: table.commandOf(stray.pid) ?? '?' } }
}
