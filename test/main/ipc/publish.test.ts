import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Updates } from '@contract/channels'
import type { EngineEvent } from '@contract/event'
import { asRunId, asTaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { Publisher } from '../../../src/main/ipc/publish'

interface Push {
  readonly updates: Updates
  readonly ticket: number
}

/** What Electron's `WebContents` is to the publisher: something that takes messages until it is destroyed. */
function window(id: number) {
  const pushes: Push[] = []
  let destroyed = false
  return {
    id,
    pushes,
    destroy: () => void (destroyed = true),
    isDestroyed: () => destroyed,
    send: (channel: string, ...args: unknown[]) => {
      if (destroyed) throw new Error('Object has been destroyed')
      expect(channel).toBe('quiesce:updates')
      const [updates, ticket] = args as [Updates, number]
      // As the way between processes does: later changes of the sender's objects must not show.
      pushes.push({ updates: structuredClone(updates), ticket })
    },
  }
}

function run(name: string, revision: number): RunSnapshot {
  const never = { offered: false }
  return {
    id: asRunId(name),
    taskId: asTaskId('task'),
    name,
    kind: 'timer',
    revision,
    phase: 'running',
    createdAt: 0,
    controls: { stop: never, terminate: never, cancel: never },
    outputBytes: 0,
    blindSpots: [],
  }
}

function event(seq: number): EngineEvent {
  return { seq, at: 0, runId: asRunId('r'), type: 'line', text: `line ${seq}` }
}

function usage(at: number) {
  return { runId: asRunId('r'), at, cpuPercent: 1, memoryBytes: 1, processes: 1 }
}

describe('pushes to a window', () => {
  let publisher: Publisher
  let page: ReturnType<typeof window>

  beforeEach(() => {
    vi.useFakeTimers()
    publisher = new Publisher()
    page = window(1)
    publisher.register(page)
    publisher.taken(1, 0)
  })

  afterEach(() => {
    publisher.close()
    expect(vi.getTimerCount()).toBe(0)
    vi.useRealTimers()
  })

  function last(): Push {
    const push = page.pushes.at(-1)
    if (push === undefined) throw new Error('nothing was pushed')
    return push
  }

  it('are gathered: one push a frame, with the latest of each run and the events in order', () => {
    for (let n = 1; n <= 100; n++) {
      publisher.run(run('a', n))
      publisher.run(run('b', n))
      publisher.event(event(n))
    }
    expect(page.pushes).toHaveLength(0)
    vi.advanceTimersByTime(16)
    expect(page.pushes).toHaveLength(1)
    expect(last().updates.runs.map((one) => [one.name, one.revision])).toEqual([
      ['a', 100],
      ['b', 100],
    ])
    expect(last().updates.events.map((one) => one.seq)).toEqual(Array.from({ length: 100 }, (_, n) => n + 1))
    expect(last().updates).not.toHaveProperty('missedEvents')
    expect(last().updates).not.toHaveProperty('tasks')
  })

  it('keep the higher revision when two come in the wrong order', () => {
    publisher.run(run('a', 9))
    publisher.run(run('a', 8))
    vi.advanceTimersByTime(16)
    expect(last().updates.runs[0]?.revision).toBe(9)
  })

  it('are at most sixty a second, also to a page that takes each at once', () => {
    for (let ms = 0; ms < 1_000; ms++) {
      publisher.event(event(ms + 1))
      vi.advanceTimersByTime(1)
      if (page.pushes.length > 0) publisher.taken(1, last().ticket)
    }
    expect(page.pushes.length).toBeGreaterThan(40)
    expect(page.pushes.length).toBeLessThanOrEqual(63)
    const seqs = page.pushes.flatMap((push) => push.updates.events.map((one) => one.seq))
    expect(seqs).toEqual(seqs.map((_, index) => index + 1))
  })

  it('wait until the page took the one before, and then go on without a gap', () => {
    publisher.event(event(1))
    vi.advanceTimersByTime(16)
    publisher.event(event(2))
    vi.advanceTimersByTime(10_000)
    expect(page.pushes).toHaveLength(1)
    publisher.taken(1, 99)
    vi.advanceTimersByTime(16)
    expect(page.pushes, 'a ticket that was never given out takes nothing').toHaveLength(1)
    publisher.taken(1, last().ticket)
    vi.advanceTimersByTime(16)
    expect(last().updates.events.map((one) => one.seq)).toEqual([2])
  })

  it('are bounded for a page that hangs: the latest snapshots, no events, and word that some were missed', () => {
    publisher.event(event(1))
    vi.advanceTimersByTime(16)
    for (let n = 2; n <= 50_000; n++) {
      publisher.event(event(n))
      publisher.run(run('a', n))
      publisher.samples([usage(n)])
    }
    publisher.taken(1, last().ticket)
    vi.advanceTimersByTime(16)
    expect(last().updates.missedEvents).toBe(true)
    expect(last().updates.events).toEqual([])
    expect(last().updates.runs.map((one) => one.revision)).toEqual([50_000])
    expect(last().updates.samples).toHaveLength(2_000)
    publisher.event(event(50_001))
    publisher.taken(1, last().ticket)
    vi.advanceTimersByTime(16)
    expect(last().updates).not.toHaveProperty('missedEvents')
    expect(last().updates.events.map((one) => one.seq)).toEqual([50_001])
  })

  it('begin when the page says that it listens, and begin anew when it was reloaded', () => {
    const silent = window(2)
    publisher.register(silent)
    publisher.event(event(1))
    vi.advanceTimersByTime(100)
    expect(silent.pushes).toHaveLength(0)
    expect(page.pushes).toHaveLength(1)

    publisher.event(event(2))
    publisher.taken(1, 0)
    publisher.event(event(3))
    vi.advanceTimersByTime(16)
    expect(
      last().updates.events.map((one) => one.seq),
      'what came before is in the snapshot',
    ).toEqual([3])
  })

  it('go only to registered, living windows', () => {
    const other = window(3)
    publisher.taken(3, 0)
    publisher.event(event(1))
    page.destroy()
    vi.advanceTimersByTime(100)
    publisher.unregister(1)
    publisher.event(event(2))
    vi.advanceTimersByTime(100)
    expect(page.pushes).toEqual([])
    expect(other.pushes).toEqual([])
    expect(publisher.has(1)).toBe(false)
  })

  it('carry tasks, notices, samples and removals', () => {
    publisher.run(run('a', 1))
    publisher.removed(asRunId('a'))
    publisher.tasks([])
    publisher.notice({ id: 'n', level: 'info', text: 'first' })
    publisher.notice({ id: 'n', level: 'info', text: 'second' })
    publisher.samples([usage(1), usage(2)])
    vi.advanceTimersByTime(16)
    expect(last().updates).toEqual({
      runs: [],
      removedRuns: ['a'],
      tasks: [],
      events: [],
      samples: [usage(1), usage(2)],
      notices: [{ id: 'n', level: 'info', text: 'second' }],
    })
  })
})
