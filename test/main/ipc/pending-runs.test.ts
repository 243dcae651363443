import { verbatim } from '../../../src/contract/statement'
import { beforeEach, describe, expect, it } from 'vitest'
import { asRunId, asTaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { PendingRuns, UNWATCHED_A_PUSH } from '../../../src/main/ipc/pending-runs'

const never = { offered: false }

function run(name: string, revision: number, more: Partial<RunSnapshot> = {}): RunSnapshot {
  return {
    id: asRunId(name),
    taskId: asTaskId('task'),
    name,
    kind: 'process',
    revision,
    phase: 'running',
    createdAt: 0,
    controls: { stop: never, terminate: never, cancel: never },
    outputBytes: revision,
    blindSpots: [],
    lastLine: `line ${String(revision)}`,
    ...more,
  }
}

const NAMES = Array.from({ length: 1_000 }, (_, index) => `run-${String(index)}`)

describe('a thousand runs that print', () => {
  let pending: PendingRuns

  beforeEach(() => {
    pending = new PendingRuns()
    for (const name of NAMES) pending.add(run(name, 1))
    pending.take()
    for (const name of NAMES) pending.add(run(name, 2))
  })

  function taken(): readonly string[] {
    return pending.take().map(({ name }) => name)
  }

  it('are all sent when they are new', () => {
    const fresh = new PendingRuns()
    for (const name of NAMES) fresh.add(run(name, 1))
    expect(fresh.take()).toHaveLength(NAMES.length)
    expect(fresh.size).toBe(0)
  })

  it('send the watched ones with each push, and of the others some', () => {
    pending.watch([asRunId('run-500'), asRunId('run-999'), asRunId('gone')])
    const first = taken()
    expect(first).toHaveLength(UNWATCHED_A_PUSH + 2)
    expect(first).toContain('run-500')
    expect(first).toContain('run-999')
    expect(pending.size, 'the others still wait').toBe(NAMES.length - first.length)
  })

  it('leave nobody out: each has its turn, while all go on printing', () => {
    const seen = new Set<string>()
    for (let push = 0; push < NAMES.length / UNWATCHED_A_PUSH; push++) {
      for (const { name } of pending.take()) seen.add(name)
      for (const name of NAMES) pending.add(run(name, push + 3))
    }
    expect(seen.size).toBe(NAMES.length)
  })

  it('send what ends, gets stuck, is ready or is asked with the next push, whoever looks', () => {
    const changes: readonly Partial<RunSnapshot>[] = [
      { phase: 'ended', outcome: 'completed' },
      { phase: 'stuck', waitingFor: verbatim('pid 7') },
      { ready: true },
      { phase: 'stopping', stop: { control: 'stop', origin: 'user', askedAt: 0, steps: [], current: 0, nextAt: 1 } },
    ]
    changes.forEach((change, index) => {
      pending.add(run(`run-${String(900 + index)}`, 3, change))
    })
    expect(pending.isUrgent).toBe(true)
    expect(taken()).toEqual(expect.arrayContaining(['run-900', 'run-901', 'run-902', 'run-903']))
    expect(pending.isUrgent).toBe(false)
  })

  it('are sent in their latest state, never in an older one that came late', () => {
    pending.watch([asRunId('run-7')])
    pending.add(run('run-7', 9))
    pending.add(run('run-7', 8))
    expect(pending.take().find(({ name }) => name === 'run-7')?.revision).toBe(9)
  })

  it('are forgotten once removed, and when a page has loaded', () => {
    pending.remove(asRunId('run-0'))
    expect(taken()).not.toContain('run-0')
    pending.clear()
    expect(pending.size).toBe(0)
  })
})
