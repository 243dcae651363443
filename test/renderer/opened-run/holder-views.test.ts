import type { Holder, HolderReport } from '@contract/holders'
import { describe, expect, test } from 'vitest'
import { holderRows, holdersHeadline, routeHops } from '../../../src/renderer/opened-run/holder-views'

function holder(pid: number, parentPid: number, more: Partial<Holder> = {}): Holder {
  const dispositions = { ignores: [], catches: [], blocks: [] }
  return {
    pid,
    parentPid,
    command: `/usr/bin/node part-${String(pid)}.js`,
    state: 'sleeping',
    elapsedMs: 65_000,
    ports: [],
    fate: 'ended',
    ...dispositions,
    ...more,
  }
}

function report(holders: readonly Holder[], more: Partial<HolderReport> = {}): HolderReport {
  return { signal: 'SIGTERM', holders, route: [], remedy: 'A stop sends SIGTERM to all of them.', ...more }
}

describe('the living processes', () => {
  test('stand below their parents, however they came', () => {
    const rows = holderRows(report([holder(30, 20), holder(10, 1), holder(20, 10), holder(40, 10)]))
    expect(rows.map((row) => [row.pid, row.depth])).toEqual([
      [10, 0],
      [20, 1],
      [30, 2],
      [40, 1],
    ])
  })

  test('are each shown once, also when two call each other their parent', () => {
    const rows = holderRows(report([holder(10, 20), holder(20, 10), holder(30, 30)]))
    expect(rows.map((row) => row.pid).toSorted()).toEqual([10, 20, 30])
  })

  test('say what they are without the folder of the program, what they wait for without the compiler’s suffix', () => {
    const [row] = holderRows(
      report([holder(10, 1, { waitsFor: 'poll_schedule_timeout.constprop.0', ports: [3000, 3000, 24_678] })]),
    )
    expect(row).toMatchObject({
      command: 'node part-10.js',
      fullCommand: '/usr/bin/node part-10.js',
      facts: 'pid 10 · listens on 3000, 24678',
      waitsFor: 'poll_schedule_timeout',
      elapsed: '1:05',
    })
  })

  test('show no control characters of a command line', () => {
    const [row] = holderRows(report([holder(10, 1, { command: '\u001b[31mevil\u0007' })]))
    expect(`${row?.command ?? ''}${row?.fullCommand ?? ''}`).not.toMatch(/[\u0000-\u001f]/)
  })
})

test('each fate has a colour of its own meaning: what will not react is alarming, what cleans up is calm', () => {
  const fates = ['handled', 'ended', 'ignored', 'blocked', 'uninterruptible', 'unknown'] as const
  const rows = holderRows(report(fates.map((fate, index) => holder(10 + index, 1, { fate }))))
  expect(rows.map((row) => row.fate.tone)).toEqual(['calm', 'ended', 'alarm', 'alarm', 'alarm', 'waiting'])
})

test('the way of the signal names programs, and where it is not passed on', () => {
  const hops = routeHops(
    report([], {
      route: [
        { pid: 1, command: 'npm run dev', fate: 'handled', stopsHere: false },
        { pid: 2, command: '/bin/sh -c vite', fate: 'ended', stopsHere: true },
        { pid: 3, command: '/opt/node/bin/node vite.js', fate: 'handled', stopsHere: false },
      ],
    }),
  )
  expect(hops.map((hop) => [hop.program, hop.stopsHere])).toEqual([
    ['npm', false],
    ['sh', true],
    ['node', false],
  ])
})

test.each([
  [[], 'Nothing of it is seen alive now'],
  [[holder(10, 1)], 'One process still lives'],
  [[holder(10, 1, { fate: 'ignored' })], 'One process still lives; node does not react to SIGTERM'],
  [
    [holder(10, 1, { fate: 'ignored' }), holder(11, 10, { fate: 'blocked', command: 'sh' })],
    '2 processes still live; node, sh do not react to SIGTERM',
  ],
])('the headline for %j', (holders, headline) => {
  expect(holdersHeadline(report(holders))).toBe(headline)
})
