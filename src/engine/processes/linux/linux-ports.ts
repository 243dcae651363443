import { monotonicMs } from '../../clock/clock'
import type { ListeningPort } from '../process-table'
import { socketInodesOf } from './linux-open-files'
import { listeningTcp, unixSockets, type InternetSocket, type UnixSocket } from './linux-sockets'
import { listProc } from './read-proc'

/** Undefined where the kernel's table could not be read. */
export function listeningPortsOf(pids: readonly number[], since = monotonicMs()): readonly ListeningPort[] | undefined {
  const held = pids.flatMap((pid) => socketInodesOf(pid).map((inode) => ({ pid, inode })))
  if (held.length === 0) return []
  // Every pipe that Node makes for a child is a UNIX socket, and their table is short. That of TCP costs milliseconds however
  // few are in it (the kernel walks all its buckets), so it is read only for somebody who holds another kind.
  const unix = unixSince(since)
  const others = held.filter(({ inode }) => !unix?.has(inode))
  if (others.length === 0) return []
  const sockets = tcpSince(since)
  return sockets && others.flatMap(({ pid, inode }) => portAt(sockets.get(inode), pid))
}

function portAt(socket: InternetSocket | undefined, pid: number): readonly ListeningPort[] {
  return socket ? [{ port: socket.port, address: socket.address, pid }] : []
}

/** The kernel's tables are dear to read: a hundred runs that asked before one was read share one look. */
interface Look<Socket> {
  readonly at: number
  readonly sockets: ReadonlyMap<string, Socket> | undefined
}

let latestUnix: Look<UnixSocket> | undefined
let latestTcp: Look<InternetSocket> | undefined

/** One that was opened after the look is taken for another kind: then the dear table is read, and nothing is missed. */
export function unixSince(since: number): ReadonlyMap<string, UnixSocket> | undefined {
  if (!latestUnix || latestUnix.at < since) latestUnix = look(unixSockets)
  return latestUnix.sockets
}

export function tcpSince(since: number): ReadonlyMap<string, InternetSocket> | undefined {
  if (!latestTcp || latestTcp.at < since) latestTcp = look(withoutOurs(listeningTcp))
  return latestTcp.sockets
}

function look<Socket extends { readonly inode: string }>(read: () => readonly Socket[] | undefined): Look<Socket> {
  const at = monotonicMs()
  const sockets = read()
  return { at, sockets: sockets && new Map(sockets.map((socket) => [socket.inode, socket])) }
}

/** A socket of ours that a child inherited is not the child's doing, and stays ours when it is gone. */
export function withoutOurs<Socket extends { readonly inode: string }>(
  read: () => readonly Socket[] | undefined,
): () => readonly Socket[] | undefined {
  return () => {
    const sockets = read()
    if (sockets === undefined || sockets.length === 0) return sockets
    const ours = new Set(socketInodesOf(process.pid))
    return sockets.filter(({ inode }) => !ours.has(inode))
  }
}

/** Always looks anew: it is about what is no longer there. Undefined where the kernel's table could not be read. */
export function portsInUse(ports: readonly number[]): readonly number[] | undefined {
  if (ports.length === 0) return []
  const listening = listeningTcp()
  if (listening === undefined) return undefined
  const used = new Set(listening.map((socket) => socket.port))
  return ports.filter((port) => used.has(port))
}

/** The processes that listen on these ports, whoever they are. Looks until each port has its holder. */
export function whoListensOn(ports: readonly number[]): readonly ListeningPort[] {
  const wanted = new Map(
    (listeningTcp() ?? []).filter((socket) => ports.includes(socket.port)).map((socket) => [socket.inode, socket]),
  )
  const found: ListeningPort[] = []
  for (const pid of wanted.size > 0 ? listedPids() : []) {
    for (const inode of socketInodesOf(pid)) {
      const socket = wanted.get(inode)
      if (!socket) continue
      found.push({ port: socket.port, address: socket.address, pid })
      wanted.delete(inode)
    }
    if (wanted.size === 0) break
  }
  return found
}

/** None where they cannot be listed: then a holder is not seen. */
function listedPids(): readonly number[] {
  try {
    return listProc().map(Number).filter(Number.isInteger)
  } catch {
    return []
  }
}
