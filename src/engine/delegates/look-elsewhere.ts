import type { Delegate } from '@contract/delegate'
import type { ExitFact } from '@contract/outcome'
import type { ProcessTaskSpec } from '@contract/task'
import type { ProcessTable } from '../processes/process-table'
import { asSentence } from '@vocabulary/sentences/text'
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
  const how =
    pid === undefined ? 'Its command line says so; the launcher itself was not seen' : `${launcher} was seen to run`
  const why = look.at === 'nowhere' ? look.why : ''
  const hint = note === undefined ? '' : ` ${asSentence(note)}`
  return unseenDelegate(delegation, `${how}. Whether the work has ended cannot be seen: ${why}.${hint}`)
}

/** Work in a server of terminals or programs: its processes are local, and are looked for among all. */
export async function lookInServer(delegation: Delegation, table: ProcessTable, since: string): Promise<Delegate> {
  const { look } = delegation
  if (look.at !== 'server') return unseenDelegate(delegation, 'It was not looked for.')
  const { server, words } = look
  const looked = await lookForWork(table, server, since)
  if (!looked.seen) return unseenDelegate(delegation, `Whether it still runs is not known: ${looked.why}.`)
  const { living, serverLives } = looked
  const given = living.filter((work) => isGivenWork(work, words))
  const named = (given.length > 0 ? given : living).map(({ command, pid }) => `${command} (process ${pid})`).join(', ')
  if (given.length > 0) {
    const evidence = `A ${server} server has started it since the run began, and it still runs: ${named}.`
    return { ...unseenDelegate(delegation, evidence), name: `${named} in a ${server} server`, state: 'running' }
  }
  if (living.length > 0) {
    const evidence = `A ${server} server has started this since the run began, and it still runs: ${named}. Nothing tells whether it is this run's.`
    return unseenDelegate(delegation, evidence)
  }
  const where = serverLives
    ? `The ${server} servers here run nothing that was started since the run began.`
    : `No ${server} server is left here.`
  return { ...unseenDelegate(delegation, where), state: 'gone' }
}
