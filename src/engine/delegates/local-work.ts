import type { Statement } from '@contract/statement'
import type { LocalServer } from './delegation'
import type { ProcessEntry, ProcessScan, ProcessTable } from '../processes/process-table'
import { programOf } from './wrappers'

/** A process that a server of terminals or programs started, and that is no member of the run's family. */
export interface LocalWork {
  readonly pid: number
  readonly command: string
}

export type LookedForWork =
  | { readonly seen: true; readonly serverLives: boolean; readonly living: readonly LocalWork[] }
  | { readonly seen: false; readonly why: Statement }

/** How a server is known among the processes: by the command line that it keeps. tmux(1), screen(1), pm2's "God Daemon". */
const IS_SERVER: Readonly<Record<LocalServer, (command: string) => boolean>> = {
  tmux: (command) => programOf(command.split(' ')[0]) === 'tmux' || command.startsWith('tmux: server'),
  screen: (command) => /^SCREEN(?:\s|$)/.test(command) || programOf(command.split(' ')[0]) === 'screen',
  pm2: (command) => /^PM2 .*God Daemon/.test(command),
}

/**
 * What a local server started since `since` (a process's start time), and still lives. Start times can be put in order on Linux
 * only, where they are clock ticks since boot.
 */
export async function lookForWork(table: ProcessTable, server: LocalServer, since: string): Promise<LookedForWork> {
  if (!/^\d+$/.test(since)) return { seen: false, why: { code: 'start-order-not-told' } }
  const scan = await table.scan()
  const servers = [...scan.entries.values()].filter(({ pid }) => IS_SERVER[server](table.commandOf(pid) ?? ''))
  const living = servers
    .flatMap(({ pid }) => descendantsOf(pid, scan))
    .filter(({ startTime }) => Number(startTime) >= Number(since))
    .map(({ pid }) => ({ pid, command: table.commandOf(pid) ?? '?' }))
  // A client that is attached is a program of the server's by name alone.
  return {
    seen: true,
    serverLives: servers.length > 0,
    living: living.filter(({ command }) => !IS_SERVER[server](command)),
  }
}

/** Those alive whose session began with this process, which has gone: the number of a session is not given away while one is in it. */
export async function leftInSession(table: ProcessTable, sessionId: number): Promise<readonly LocalWork[]> {
  const scan = await table.scan()
  return [...scan.entries.values()]
    .filter((entry) => entry.sessionId === sessionId && entry.pid !== sessionId)
    .map(({ pid }) => ({ pid, command: table.commandOf(pid) ?? '?' }))
}

function descendantsOf(pid: number, scan: ProcessScan, known = new Set<number>()): readonly ProcessEntry[] {
  const children = scan.childrenOf(pid).filter((child) => !known.has(child.pid))
  children.forEach((child) => known.add(child.pid))
  return children.flatMap((child) => [child, ...descendantsOf(child.pid, scan, known)])
}

/** Whether a process runs what the launcher was given. A server starts it through a shell: one holds the other's text. */
export function isGivenWork({ command }: LocalWork, words: readonly string[]): boolean {
  const given = words.filter((word) => word.length > 2 && !word.startsWith('-')).slice(1)
  return given.some((word) => command.includes(word) || word.includes(command))
}
