import { basename, isAbsolute, normalize, resolve } from 'node:path'
import { monotonicMs } from '../../clock/clock'
import {
  sortOfName,
  type FileLock,
  type Having,
  type HeldPath,
  type HeldPort,
  type Holdings,
  type HoldingsView,
  type Wanted,
} from '../holdings'
import { openFilesOf, socketInodesOf, type OpenFiles } from './linux-open-files'
import { tcpSince, unixSince, withoutOurs } from './linux-ports'
import { boundUdp, listeningTcp, unixSockets, type InternetSocket, type UnixSocket } from './linux-sockets'
import { listProc, readProc, readProcLink } from './read-proc'

/** How long processes are read before other work gets its turn. */
const SLICE_MS = 5

export const linuxHoldings: HoldingsView = { heldBy, sockets, boundAt, whoHas, locks }

interface Looked {
  readonly pid: number
  readonly open: OpenFiles
}

function heldBy(pids: readonly number[], since = monotonicMs()): Holdings {
  const looked = pids.flatMap((pid): readonly Looked[] => {
    const open = openFilesOf(pid)
    return open ? [{ pid, open }] : []
  })
  const unseen: string[] = []
  const all = looked.flatMap(({ pid, open }) => open.sockets.map((inode) => ({ pid, inode })))
  const unix = all.length === 0 ? new Map<string, UnixSocket>() : unixSince(since)
  if (!unix) unseen.push('/proc/net/unix')
  const others = all.filter(({ inode }) => !unix?.has(inode))
  const tcp = others.length === 0 ? new Map<string, InternetSocket>() : tcpSince(since)
  if (!tcp) unseen.push('/proc/net/tcp')
  // Every connection stands in neither table of those who wait for one; the look is shared, as that at TCP is.
  const rest = others.filter(({ inode }) => !tcp?.has(inode))
  const udp = rest.length === 0 ? new Map<string, InternetSocket>() : udpSince(since)
  if (!udp) unseen.push('/proc/net/udp')
  const ports = [...portsAmong(others, tcp, 'tcp'), ...portsAmong(rest, udp, 'udp')]
  return { ports, paths: looked.flatMap((each) => pathsOf(each, unix)), unseen }
}

function portsAmong(
  held: readonly { readonly pid: number; readonly inode: string }[],
  table: ReadonlyMap<string, InternetSocket> | undefined,
  protocol: HeldPort['protocol'],
): readonly HeldPort[] {
  return held.flatMap(({ pid, inode }) => {
    const socket = table?.get(inode)
    return socket ? [{ protocol, port: socket.port, address: socket.address, inode, pid }] : []
  })
}

let latestUdp: { readonly at: number; readonly sockets: ReadonlyMap<string, InternetSocket> | undefined } | undefined

function udpSince(since: number): ReadonlyMap<string, InternetSocket> | undefined {
  if (!latestUdp || latestUdp.at < since) {
    const at = monotonicMs()
    const found = withoutOurs(boundUdp)()
    latestUdp = { at, sockets: found && new Map(found.map((socket) => [socket.inode, socket])) }
  }
  return latestUdp.sockets
}

/** Sockets by the path that others reach them under, and files whose name says that they tell or lock something. */
function pathsOf({ pid, open }: Looked, unix: ReadonlyMap<string, UnixSocket> | undefined): readonly HeldPath[] {
  const bound = open.sockets.flatMap((inode) => {
    const socket = unix?.get(inode)
    return socket?.answers === true && socket.path !== '' && !socket.path.startsWith('@') ? [socket] : []
  })
  const named = open.paths.flatMap((path) => {
    const sort = sortOfName(path)
    return sort ? [{ sort, path, pid }] : []
  })
  if ((bound.length === 0 && named.length === 0) || !seesOurFiles(pid)) return []
  const ours = bound.length === 0 ? new Set<string>() : new Set(socketInodesOf(process.pid))
  const sockets = bound.flatMap(({ inode, path }): readonly HeldPath[] => {
    const whole = isAbsolute(path) ? normalize(path) : inFolderOf(pid, path)
    return whole === undefined || whole.includes('\ufffd') || ours.has(inode)
      ? []
      : [{ sort: 'socket', path: whole, pid, inode }]
  })
  return [...sockets, ...named]
}

/** Where it works now: whoever has changed its folder since names a path where no socket is. */
function inFolderOf(pid: number, path: string): string | undefined {
  const folder = readProcLink(`${pid}/cwd`)
  return folder === undefined ? undefined : resolve(folder, path)
}

/** In another mount namespace, or under another root, the same path may name another file. */
function seesOurFiles(pid: number): boolean {
  return readProcLink(`${pid}/ns/mnt`) === readProcLink('self/ns/mnt') && readProcLink(`${pid}/root`) === '/'
}

function sockets(): ReturnType<HoldingsView['sockets']> {
  const tables = { '/proc/net/unix': unixSockets(), '/proc/net/tcp': listeningTcp(), '/proc/net/udp': boundUdp() }
  const inodes = new Set<string>()
  const unseen: string[] = []
  for (const [name, rows] of Object.entries(tables)) {
    if (!rows) unseen.push(name)
    for (const { inode } of rows ?? []) inodes.add(inode)
  }
  return { inodes, listening: tables['/proc/net/tcp'] ?? [], unseen }
}

function boundAt(path: string): readonly string[] | undefined {
  const name = basename(path)
  const isAt = (bound: string): boolean =>
    isAbsolute(bound) ? normalize(bound) === path : bound !== '' && basename(bound) === name
  return unixSockets()?.flatMap(({ inode, path: bound }) => (isAt(bound) ? [inode] : []))
}

async function whoHas({ inodes, paths }: Wanted): Promise<readonly Having[] | undefined> {
  const having: Having[] = []
  const listed = listedNames()
  if (!listed) return undefined
  let sliceBegan = monotonicMs()
  for (const name of listed) {
    const pid = Number(name)
    if (!Number.isInteger(pid)) continue
    if (monotonicMs() - sliceBegan > SLICE_MS) {
      await new Promise(setImmediate)
      sliceBegan = monotonicMs()
    }
    const open = openFilesOf(pid)
    for (const has of open?.sockets ?? []) if (inodes.has(has)) having.push({ pid, has })
    for (const has of open?.paths ?? []) if (paths.has(has)) having.push({ pid, has })
  }
  return having
}

function listedNames(): readonly string[] | undefined {
  try {
    return listProc()
  } catch {
    return undefined
  }
}

function locks(): readonly FileLock[] | undefined {
  const text = readProc('locks')
  return text === undefined ? undefined : lockRows(text)
}

/** `3: FLOCK  ADVISORY  WRITE 8841 fe:00:2146678 0 EOF`; one that waits has `->` after its number and holds nothing. proc_locks(5). */
export function lockRows(text: string): readonly FileLock[] {
  return text.split('\n').flatMap((line) => {
    const [, pid, major, minor, inode] = /^\d+: \S+ +\S+ +\S+ +(-?\d+) ([0-9a-f]+):([0-9a-f]+):(\d+) /.exec(line) ?? []
    if (pid === undefined || major === undefined || minor === undefined || inode === undefined) return []
    return [{ pid: Number(pid), file: `${Number.parseInt(major, 16)}:${Number.parseInt(minor, 16)}:${inode}` }]
  })
}
