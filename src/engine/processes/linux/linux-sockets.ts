import { existsSync } from 'node:fs'
import { readProc } from './read-proc'

export interface InternetSocket {
  readonly inode: string
  readonly port: number
  readonly address: string
}

export interface UnixSocket {
  readonly inode: string
  /** Empty where it is bound to none; `@name` for one that no file stands for. As it was written in `bind`, so it may be relative. */
  readonly path: string
  /** Others reach it under its path: it listens, or takes datagrams. A connection that it accepted shows the same path. */
  readonly answers: boolean
}

/** The state column of /proc/net/tcp and udp: TCP_LISTEN, and TCP_CLOSE for a UDP socket that is bound and not connected. */
const LISTENS = '0A'
const UNCONNECTED = '07'
/** Address, reference count, protocol, flags, type, state, inode, path. The flag is __SO_ACCEPTCON. proc(5), net/af_unix.h. */
const UNIX_ROW = /^\S+: \S+ \S+ (\S+) (\S+) \S+ +(\d+)(?: (.*))?$/
const ACCEPTS = 0x10000
const DATAGRAM = '0002'

/** Undefined where the table could not be read: that is not an empty table. */
export function listeningTcp(): readonly InternetSocket[] | undefined {
  return internetSockets('tcp', LISTENS)
}

export function boundUdp(): readonly InternetSocket[] | undefined {
  return internetSockets('udp', UNCONNECTED)
}

export function unixSockets(): readonly UnixSocket[] | undefined {
  return readProc('net/unix')
    ?.split('\n')
    .flatMap((line) => {
      const [, flags = '', type, inode, path = ''] = UNIX_ROW.exec(line) ?? []
      if (inode === undefined) return []
      const answers = type === DATAGRAM || (Number.parseInt(flags, 16) & ACCEPTS) !== 0
      return [{ inode, path: path === '' ? '' : Buffer.from(path, 'latin1').toString('utf8'), answers }]
    })
}

function internetSockets(protocol: 'tcp' | 'udp', wanted: string): readonly InternetSocket[] | undefined {
  const four = readProc(`net/${protocol}`)
  const six = readProc(`net/${protocol}6`) ?? (hasSix(protocol) ? undefined : '')
  if (four === undefined || six === undefined) return undefined
  return [...internetRows(four, wanted), ...internetRows(six, wanted)]
}

/** A kernel without IPv6 has no such file. */
function hasSix(protocol: string): boolean {
  return existsSync(`/proc/net/${protocol}6`)
}

/** The rows of /proc/net/tcp, tcp6, udp or udp6 in one state. Exported for its test. */
export function internetRows(text: string, wanted: string): readonly InternetSocket[] {
  return text
    .split('\n')
    .slice(1)
    .flatMap((line) => {
      const [, local = '', , state, , , , , , inode] = line.trim().split(/\s+/)
      const [host, port] = local.split(':')
      if (state !== wanted || host === undefined || port === undefined || inode === undefined) return []
      return [{ inode, port: Number.parseInt(port, 16), address: spokenAddress(host) }]
    })
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
