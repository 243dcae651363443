import { expect, it } from 'vitest'
import { filesClean } from '../../src/engine/leftovers/files-clean'
import { leftPorts } from '../../src/engine/leftovers/left-ports'
import { NotedThings } from '../../src/engine/leftovers/noted-things'
import { sortOfName, type HoldingsView } from '../../src/engine/processes/holdings'
import { LinuxProcessTable } from '../../src/engine/processes/linux/linux-process-table'
import { lockRows } from '../../src/engine/processes/linux/linux-holdings'
import { internetRows } from '../../src/engine/processes/linux/linux-sockets'
import { saying } from '../support/words'

const SELF = {
  pid: process.pid,
  startTime: '1',
  command: 'vitest',
  foundBy: 'leader',
  inGroup: true,
  inSession: true,
  hasParent: true,
} as const
const HELD = { protocol: 'tcp', port: 8080, address: '127.0.0.1', inode: '77', pid: process.pid } as const

/** The real table, but for what the test says about sockets. */
function tableWith(changed: Partial<HoldingsView>): LinuxProcessTable {
  const table = new LinuxProcessTable()
  table.holdings = { ...table.holdings, ...changed }
  return table
}

it('a name says what a file is for; what a package manager writes is no lock', () => {
  expect(['/run/a.pid', 'index.lock', '/srv/yarn.lock', 'Cargo.lock', 'a.lock.d', 'pid'].map(sortOfName)).toEqual([
    'pid file',
    'lock file',
    undefined,
    undefined,
    undefined,
    undefined,
  ])
})

it('a lock that is waited for holds nothing, and one of an open file has no process', () => {
  const text = [
    '1: FLOCK  ADVISORY  WRITE 8841 fe:00:2146678 0 EOF',
    '1: -> FLOCK  ADVISORY  WRITE 8842 fe:00:2146678 0 EOF',
    '2: OFDLCK ADVISORY  READ -1 00:06:3 0 EOF',
    '',
  ].join('\n')
  expect(lockRows(text)).toEqual([
    { pid: 8841, file: '254:0:2146678' },
    { pid: -1, file: '0:6:3' },
  ])
})

it('of the UDP table only sockets that take from everybody are ports', () => {
  const row = (state: string, inode: number): string =>
    `  1: 0100007F:14E9 00000000:0000 ${state} 00000000:00000000 00:00000000 00000000     0        0 ${inode} 2 0 0`
  expect(internetRows(['  sl  local_address', row('07', 5), row('01', 6)].join('\n'), '07')).toEqual([
    { inode: '5', port: 5353, address: '127.0.0.1' },
  ])
})

it('ports are unknown where the table could not be read, before or after; never free', async () => {
  const before = tableWith({ heldBy: () => ({ ports: [], paths: [], unseen: ['/proc/net/tcp'] }) })
  const blind = new NotedThings(before)
  blind.note([SELF])
  expect((await leftPorts(blind, before)).portsFree.verdict).toBe('unknown')
  const after = tableWith({
    heldBy: () => ({ ports: [HELD], paths: [], unseen: [] }),
    sockets: () => ({ inodes: new Set(), listening: [], unseen: ['/proc/net/tcp'] }),
  })
  const seen = new NotedThings(after)
  seen.note([SELF])
  expect(await leftPorts(seen, after)).toMatchObject({ portsFree: { verdict: 'unknown' }, leaks: [] })
})

it('somebody whom nobody can see listens where it listened: unknown, never free', async () => {
  const table = tableWith({
    heldBy: () => ({ ports: [HELD], paths: [], unseen: [] }),
    sockets: () => ({ inodes: new Set(['78']), listening: [{ port: 8080, address: '::', inode: '78' }], unseen: [] }),
  })
  table.holdersOf = () => []
  const seen = new NotedThings(table)
  seen.note([SELF])
  expect(await leftPorts(seen, table)).toEqual({
    portsFree: {
      verdict: 'unknown',
      evidence: saying('Its own sockets are closed, but somebody listens on 8080, and who that is cannot be seen.'),
    },
    leaks: [],
  })
})

it('an empty folder does not stand for files that could not be seen', () => {
  const empty = { temp: { leaks: [], count: 0, bytes: 0 }, remove: true }
  expect(filesClean(empty, { leaks: [] }).verdict).toBe('yes')
  expect(filesClean(empty, { leaks: [], problem: '/proc/net/unix could not be read' }).verdict).toBe('unknown')
  const leak = { kind: 'file', what: 'socket a.sock', where: '/tmp/a.sock' } as const
  expect(filesClean(empty, { leaks: [leak], problem: 'x' }).verdict).toBe('no')
})
