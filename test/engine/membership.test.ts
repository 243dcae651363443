import { expect, it } from 'vitest'
import { Membership, reachOf, type Reach } from '@engine/processes/membership'
import type { ProcessEntry } from '@engine/processes/process-table'
import { processScan } from '@engine/processes/process-scan'

const LEADER = 100

type Made = Pick<ProcessEntry, 'pid' | 'parentPid'> & Partial<ProcessEntry>

function process(made: Made): ProcessEntry {
  return { groupId: made.pid, sessionId: made.pid, startTime: '1', mark: 'run', cpuMs: 0, memoryBytes: 0, ...made }
}

/** The numbers of those that are left alone, look after look. */
function looks(reach: Reach, ...scans: readonly (readonly Made[])[]): readonly (readonly number[])[] {
  const membership = new Membership(reach)
  return scans.map((made) => {
    const entries = new Map(made.map((each) => [each.pid, process(each)]))
    const apart = membership.leftAlone(
      entries,
      processScan(entries, 0),
      ({ groupId, sessionId }) => groupId === LEADER || sessionId === LEADER,
    )
    return [...apart].sort()
  })
}

const shell = { pid: LEADER, parentPid: 1, sessionId: LEADER, hasTerminal: true } as const
const job = { pid: 101, parentPid: LEADER, sessionId: LEADER, hasTerminal: true } as const
const server = { pid: 200, parentPid: 1 } as const
const ownWindow = { pid: 201, parentPid: 200, hasTerminal: true } as const
const helperOfServer = { pid: 202, parentPid: 200 } as const
const daemon = { pid: 300, parentPid: 1 } as const
const childOfDaemon = { pid: 301, parentPid: 300 } as const

it('of a terminal what left its session is left alone, unless the task says all', () => {
  const all = [shell, job, server, ownWindow, helperOfServer, daemon]
  expect(looks('terminal', all)).toEqual([[200, 201, 202, 300]])
  expect(looks('all', all)).toEqual([[]])
})

it('of another task a daemon is its own, and a server with a terminal in it is a person’s', () => {
  const leader = { pid: LEADER, parentPid: 1 }
  expect(looks('open', [leader, daemon, childOfDaemon, server, ownWindow, helperOfServer])).toEqual([[200, 201, 202]])
})

it('what was seen as a child in its present session stays held when its parent has gone', () => {
  const inOwnSession = { pid: 400, parentPid: LEADER, hasTerminal: true }
  expect(looks('terminal', [shell, inOwnSession], [{ ...inOwnSession, parentPid: 1 }])).toEqual([[], []])
})

it('a server that was seen on its way out is not held for it: it has another session since', () => {
  const leaving = { pid: 200, parentPid: job.pid, sessionId: LEADER }
  expect(looks('terminal', [shell, job, leaving], [shell, server])).toEqual([[], [200]])
})

it('another process of the same number was never seen', () => {
  const child = { pid: 400, parentPid: LEADER }
  expect(looks('terminal', [shell, child], [shell, { pid: 400, parentPid: 1, startTime: '2' }])).toEqual([[], [400]])
})

it('a task without a word about it is judged by its terminal', () => {
  expect(
    [{}, { terminal: true }, { terminal: true, strict: true }, { terminal: true, family: 'all' } as const].map(reachOf),
  ).toEqual(['open', 'terminal', 'all', 'all'])
})
