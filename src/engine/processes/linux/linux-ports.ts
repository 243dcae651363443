import { readdirSync, readlinkSync } from 'node:fs'
import { monotonicMs } from '../../clock/clock'
import type { ListeningPort } from '../process-table'
import { listProc, readProc } from './read-proc'

interface ListeningSocket {
  readonly inode: string
  readonly port: number
  readonly address: string
}

/** The state column of a listening socket in /proc/net/tcp: TCP_LISTEN. */
const LISTEN = '0A'
/** Address, reference count, protocol, flags, type and state come before the inode in /proc/net/unix. proc(5). */
const UNIX_INODE = /^(?:\S+ +){6}(\d+)/

export function listeningPortsOf(pids: readonly number[], since = monotonicMs()): readonly ListeningPort[] {
  const held = pids.flatMap((pid) => socketInodesOf(pid).map((inode) => ({ pid, inode })))
  if (held.length === 0) return []
  // Every pipe that Node makes for a child is a UNIX socket, and their table is short. That of TCP costs milliseconds however
  // few are in it (the kernel walks all its buckets), so it is read only for somebody who holds another kind.
  const unix = unixSocketsSince(since)
  const others = held.filter(({ inode }) => !unix.has(inode))
  if (others.length === 0) return []
  const sockets = socketsSince(since)
  return others.flatMap(({ pid, inode }) => {
    const socket = sockets.get(inode)
    return socket ? [{ port: socket.port, address: socket.address, pid }] : []
  })
}

let latestUnix: { readonly at: number; readonly inodes: ReadonlySet<string> } | undefined

/** One that was opened after the look is taken for another kind: then the dear table is read, and nothing is missed. */
function unixSocketsSince(since: number): ReadonlySet<string> {
  if (!latestUnix || latestUnix.at < since) {
    const at = monotonicMs()
    const inodes = (readProc('net/unix') ?? '').split('\n').flatMap((line) => UNIX_INODE.exec(line)?.[1] ?? [])
    latestUnix = { at, inodes: new Set(inodes) }
  }
  return latestUnix.inodes
}

/** The kernel's table is dear to read: a hundred runs that asked before it was read share one look. */
let latest: { readonly at: number; readonly sockets: ReadonlyMap<string, ListeningSocket> } | undefined

function socketsSince(since: number): ReadonlyMap<string, ListeningSocket> {
  if (!latest || latest.at < since) {
    const at = monotonicMs()
    const sockets = new Map(listeningSockets().map((socket) => [socket.inode, socket]))
    // A socket of ours that a child inherited is not the child's doing, and stays ours when it is gone.
    if (sockets.size > 0) for (const inode of socketInodesOf(process.pid)) sockets.delete(inode)
    latest = { at, sockets }
  }
  return latest.sockets
}

/** Always looks anew: it is about what is no longer there. */
export function portsInUse(ports: readonly number[]): readonly number[] {
  if (ports.length === 0) return []
  const used = new Set(listeningSockets().map((socket) => socket.port))
  return ports.filter((port) => used.has(port))
}

/** The processes that listen on these ports, whoever they are. Looks until each port has its holder. */
export function whoListensOn(ports: readonly number[]): readonly ListeningPort[] {
  const wanted = new Map(
    listeningSockets()
      .filter((socket) => ports.includes(socket.port))
      .map((socket) => [socket.inode, socket]),
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

function listeningSockets(): readonly ListeningSocket[] {
  return ['net/tcp', 'net/tcp6'].flatMap((path) =>
    (readProc(path) ?? '')
      .split('\n')
      .slice(1)
      .flatMap((line) => {
        const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
        const [host, port] = local.split(':')
        if (state !== LISTEN || host === undefined || port === undefined || inode === undefined) return []
        return [{ inode, port: Number.parseInt(port, 16), address: spokenAddress(host) }]
      }),
  )
}

/** The kernel prints each 32-bit word in host order: on the little-endian machines that Electron runs on, bytes are reversed. */
function spokenAddress(hex: string): string {
  const bytes = (hex.match(/.{8}/g) ?? []).flatMap((word) =>
    (word.match(/../g) ?? []).reverse().map((b) => Number.parseInt(b, 16)),
  )
  if (bytes.length === 4) return bytes.join('.')
  if (bytes.every((byte) => byte === 0)) return '::'
  if (bytes.slice(0, 15).every((byte) => byte === 0) && bytes[15] === 1) return '::1'
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0)).toString(16),
  )
  return groups.join(':')
}

function socketInodesOf(pid: number): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).flatMap((fd) => {
      const inode = /^socket:\[(\d+)\]$/.exec(linkOf(`/proc/${pid}/fd/${fd}`))?.[1]
      return inode === undefined ? [] : [inode]
    })
  } catch {
    return []
  }
}

function linkOf(path: string): string {
  try {
    return readlinkSync(path)
  } catch {
    return ''
  }
}
