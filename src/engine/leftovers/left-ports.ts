import type { Leak } from '@contract/receipt'
import { defined } from '@tools/defined'
import { monotonicMs } from '../clock/clock'
import type { HeldPort, HoldingsView } from '../processes/holdings'
import type { PortHolder, ProcessTable } from '../processes/process-table'
import type { Observation } from '../receipts/receipt-draft'
import { holderNames } from './holder-names'
import type { NotedThings } from './noted-things'

export interface LeftPorts {
  readonly portsFree: Observation
  readonly leaks: readonly Leak[]
}

const EVERY_ADDRESS = ['0.0.0.0', '::']

/**
 * A socket of the family that is open still has outlived it: that is a leak. Another socket at the same place is somebody else's
 * doing: then the port is not free, and nothing was left behind.
 */
export async function leftPorts(noted: NotedThings, table: ProcessTable): Promise<LeftPorts> {
  const { holdings } = table
  if (!holdings) return unknown('Open ports cannot be seen on this platform.')
  const blind = noted.unseen.filter(isOfPorts)
  if (blind.length > 0) return unknown(`Its ports could not be seen while it lived: ${cannotRead(blind)}.`)
  const { ports } = noted
  if (ports.length === 0) {
    return {
      portsFree: { verdict: 'not-applicable', evidence: 'No listening port of its family was seen.' },
      leaks: [],
    }
  }
  const at = monotonicMs()
  const now = holdings.sockets()
  const unseen = now.unseen.filter(isOfPorts)
  if (unseen.length > 0) return unknown(`Its ports could not be seen after it had gone: ${cannotRead(unseen)}.`)
  const left = ports.filter(({ inode }) => now.inodes.has(inode))
  const { others, hidden } = othersAt(now.listening, { ports, left }, table)
  if (left.length === 0 && others.length === 0 && hidden.length > 0)
    return unknown(
      `Its own sockets are closed, but somebody listens on ${spokenList(hidden.map(String))}, and who that is cannot be seen.`,
    )
  if (left.length === 0 && others.length === 0) {
    const evidence = `Nobody listens any more on ${spokenList(ports.map(placeOf))}.`
    return { portsFree: { verdict: 'yes', at, evidence }, leaks: [] }
  }
  const holders = await holderNames(table, { inodes: new Set(left.map(({ inode }) => inode)), paths: new Set() })
  const leaks = left.map((port): Leak => leakOf(port, holders?.get(port.inode)))
  return { portsFree: { verdict: 'no', at, evidence: spokenOpen(left, others) }, leaks }
}

function leakOf(port: NotedThings['ports'][number], heldBy: string | undefined): Leak {
  return {
    kind: 'port',
    what: `${port.protocol} ${port.address}:${port.port}`,
    where: 'held by a process outside the family',
    madeBy: port.madeBy,
    ...defined({ heldBy }),
  }
}

/** Whoever listens where the family listened, with a socket that it never had. On another address it is in nobody's way. */
function othersAt(
  listening: ReturnType<HoldingsView['sockets']>['listening'],
  { ports, left }: { readonly ports: readonly HeldPort[]; readonly left: readonly HeldPort[] },
  table: Pick<ProcessTable, 'holdersOf'>,
): { readonly others: readonly PortHolder[]; readonly hidden: readonly number[] } {
  const taken = new Set(left.filter(({ protocol }) => protocol === 'tcp').map(({ port }) => port))
  const listened = ports.filter(({ protocol, port }) => protocol === 'tcp' && !taken.has(port))
  const isThere = (one: Pick<HeldPort, 'port' | 'address'>): boolean =>
    listened.some(({ port, address }) => port === one.port && isSamePlace(address, one.address))
  const sockets = listening.filter(isThere)
  if (sockets.length === 0) return { others: [], hidden: [] }
  const others = table.holdersOf([...new Set(sockets.map(({ port }) => port))]).filter(isThere)
  const isSeen = (socket: Pick<HeldPort, 'port' | 'address'>): boolean =>
    others.some(({ port, address }) => port === socket.port && address === socket.address)
  return { others, hidden: sockets.filter((socket) => !isSeen(socket)).map(({ port }) => port) }
}

function isSamePlace(one: string, other: string): boolean {
  return one === other || EVERY_ADDRESS.includes(one) || EVERY_ADDRESS.includes(other)
}

function spokenOpen(left: readonly HeldPort[], others: readonly PortHolder[]): string {
  const still = left.length === 0 ? [] : [`Somebody still listens on ${spokenList(left.map(placeOf))}.`]
  const since = others.map(
    ({ port, command, pid }) => `Another program has opened ${port} since: ${command} (process ${pid}).`,
  )
  return [...still, ...since].join(' ')
}

function placeOf({ protocol, port }: HeldPort): string {
  return protocol === 'tcp' ? String(port) : `udp ${port}`
}

function spokenList(names: readonly string[]): string {
  return [...new Set(names)].join(', ')
}

function isOfPorts(table: string): boolean {
  return table !== '/proc/net/unix'
}

function cannotRead(tables: readonly string[]): string {
  return `${tables.join(' and ')} could not be read`
}

function unknown(evidence: string): LeftPorts {
  return { portsFree: { verdict: 'unknown', evidence }, leaks: [] }
}
