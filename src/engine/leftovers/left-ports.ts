import type { Leak } from '@contract/receipt'
import { defined } from '@tools/defined'
import { allOf, type Statement } from '@contract/statement'
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
  if (!holdings) return unknown({ code: 'ports-cannot-be-seen' })
  const blind = noted.unseen.filter(isOfPorts)
  if (blind.length > 0) return unknown({ code: 'ports-unseen-while-alive', tables: blind })
  const { ports } = noted
  if (ports.length === 0) {
    return {
      portsFree: { verdict: 'not-applicable', evidence: { code: 'no-listening-port-seen' } },
      leaks: [],
    }
  }
  const at = monotonicMs()
  const now = holdings.sockets()
  const unseen = now.unseen.filter(isOfPorts)
  if (unseen.length > 0) return unknown({ code: 'ports-unseen-afterwards', tables: unseen })
  const left = ports.filter(({ inode }) => now.inodes.has(inode))
  const { others, hidden } = othersAt(now.listening, { ports, left }, table)
  if (left.length === 0 && others.length === 0 && hidden.length > 0)
    return unknown({ code: 'ports-taken-unseen', ports: [...new Set(hidden)] })
  if (left.length === 0 && others.length === 0) {
    const evidence = { code: 'nobody-listens', places: placesOf(ports) } as const
    return { portsFree: { verdict: 'yes', at, evidence }, leaks: [] }
  }
  const holders = await holderNames(table, { inodes: new Set(left.map(({ inode }) => inode)), paths: new Set() })
  const leaks = left.map((port): Leak => leakOf(port, holders?.get(port.inode)))
  return { portsFree: { verdict: 'no', at, evidence: openStill(left, others) }, leaks }
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

function openStill(left: readonly HeldPort[], others: readonly PortHolder[]): Statement {
  const since = others.map(
    ({ port, command, pid }) => ({ code: 'port-taken-by-another', port, process: { command, pid } }) as const,
  )
  return allOf(left.length > 0 ? { code: 'somebody-still-listens', places: placesOf(left) } : undefined, ...since)
}

function placesOf(ports: readonly HeldPort[]): readonly string[] {
  return [...new Set(ports.map(({ protocol, port }) => (protocol === 'tcp' ? String(port) : `udp ${port}`)))]
}

function isOfPorts(table: string): boolean {
  return table !== '/proc/net/unix'
}

function unknown(evidence: Statement): LeftPorts {
  return { portsFree: { verdict: 'unknown', evidence }, leaks: [] }
}
