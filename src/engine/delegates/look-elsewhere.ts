import type { Delegate } from '@contract/delegate'
import type { ExitFact } from '@contract/outcome'
import type { ProcessTaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import type { ProcessTable } from '../processes/process-table'
import { processList } from '@vocabulary/sentences/text'
import { unseenDelegate } from './container-told'
import type { Delegation } from './delegation'
import { endsWithLeader } from './leader-tells'
import { isGivenWork, lookForWork } from './local-work'

export interface KnownDelegation {
  readonly delegation: Delegation
  /** The process that was seen; absent where only a command line or a script says so. */
  readonly pid?: number
}

/** Work that nobody here can see. It is gone only where its launcher, as the leader, told how it ended. */
export function lookNowhere(
  { delegation, pid }: KnownDelegation,
  spec: ProcessTaskSpec,
  exit: ExitFact | undefined,
): Delegate {
  const { look, note, launcher } = delegation
  const told = endsWithLeader(delegation, spec, exit)
  if (told !== undefined) return { ...unseenDelegate(delegation, told), state: 'gone' }
  const why = look.at === 'nowhere' ? look.why : ''
  const who = pid === undefined ? {} : { launcher }
  return unseenDelegate(delegation, { code: 'work-cannot-be-seen', ...who, why, ...defined({ note }) })
}

/** Work in a server of terminals or programs: its processes are local, and are looked for among all. */
export async function lookInServer(delegation: Delegation, table: ProcessTable, since: string): Promise<Delegate> {
  const { look } = delegation
  if (look.at !== 'server') return unseenDelegate(delegation, { code: 'work-not-looked-for' })
  const { server, words } = look
  const looked = await lookForWork(table, server, since)
  if (!looked.seen) return unseenDelegate(delegation, { code: 'work-not-known', why: looked.why })
  const { living, serverLives } = looked
  const given = living.filter((work) => isGivenWork(work, words))
  if (given.length > 0) {
    const evidence = { code: 'server-runs', server, processes: given, own: true } as const
    const name = `${processList(given)} in a ${server} server`
    return { ...unseenDelegate(delegation, evidence), name, state: 'running' }
  }
  if (living.length > 0) {
    return unseenDelegate(delegation, { code: 'server-runs', server, processes: living, own: false })
  }
  return { ...unseenDelegate(delegation, { code: 'server-runs-nothing', server, serverLives }), state: 'gone' }
}
