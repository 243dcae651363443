import { asRunId } from '@contract/ids'
import type { Snapshot, Updates } from '@contract/channels'
import type { RunSnapshot } from '@contract/run'
import { describe, expect, test } from 'vitest'
import { mergeEvents } from '../../../src/renderer/client/merge-events'
import {
  EMPTY_STATE,
  REMOVALS_HELD,
  SAMPLES_PER_RUN,
  withoutNotice,
  withSnapshot,
  withUpdates,
} from '../../../src/renderer/client/window-state'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { sampleEvent } from '../support/sample-event'

const RUN = sampleRun({ kind: 'thread', phase: 'running' }, 0)

function revision(number: number): RunSnapshot {
  return { ...RUN, revision: number, lastLine: `revision ${String(number)}` }
}

function updates(more: Partial<Updates>): Updates {
  return { runs: [], removedRuns: [], events: [], samples: [], notices: [], ...more }
}

function snapshot(more: Partial<Snapshot>): Snapshot {
  const platform = { os: 'linux', appVersion: '', electronVersion: '', nodeVersion: '', limits: [] } as const
  const stacks = { open: [], recentFiles: [] }
  return { tasks: [], stacks, runs: [], events: [], demos: [], notices: [], theme: 'system', platform, ...more }
}

describe('of one run', () => {
  test('the newest revision wins, in whatever order they come', () => {
    const state = [3, 1, 2].reduce(
      (held, number) => withUpdates(held, updates({ runs: [revision(number)] })),
      EMPTY_STATE,
    )
    expect(state.runs.get(RUN.id)?.revision).toBe(3)
  })

  test('a snapshot older than an update does not bring the older one back', () => {
    const state = withSnapshot(
      withUpdates(EMPTY_STATE, updates({ runs: [revision(5)] })),
      snapshot({ runs: [revision(4)] }),
    )
    expect(state.runs.get(RUN.id)?.revision).toBe(5)
  })

  test('a removed run stays removed, even when an older snapshot has it', () => {
    const removed = withUpdates(
      withUpdates(EMPTY_STATE, updates({ runs: [revision(1)] })),
      updates({ removedRuns: [RUN.id] }),
    )
    expect(withSnapshot(removed, snapshot({ runs: [revision(2)] })).runs.size).toBe(0)
  })

  test('what the engine lets go of is held no longer, nor is an endless list of what it once let go of', () => {
    const ids = Array.from({ length: REMOVALS_HELD + 10 }, (_, index) => asRunId(`run-${String(index)}`))
    const held = withUpdates(EMPTY_STATE, updates({ runs: ids.map((id) => ({ ...RUN, id })) }))
    const after = withUpdates(held, updates({ removedRuns: ids }))
    expect([after.runs.size, after.outlines.size, after.removedRuns.size]).toEqual([0, 0, REMOVALS_HELD])
  })

  test('an update that brings nothing new keeps the identity of what is held', () => {
    const held = withUpdates(EMPTY_STATE, updates({ runs: [revision(2)], events: [sampleEvent(1)] }))
    const after = withUpdates(held, updates({ runs: [revision(2)] }))
    expect([after.runs === held.runs, after.events === held.events, after.samples === held.samples]).toEqual([
      true,
      true,
      true,
    ])
  })

  test('no more samples are held than are shown', () => {
    const samples = Array.from({ length: SAMPLES_PER_RUN + 30 }, (_, at) => ({
      runId: RUN.id,
      at,
      cpuPercent: 1,
      memoryBytes: 1,
      processes: 1,
    }))
    const held = withUpdates(EMPTY_STATE, updates({ samples })).samples.get(RUN.id)
    expect([held?.length, held?.[0]?.at]).toEqual([SAMPLES_PER_RUN, 30])
  })
})

describe('of the log', () => {
  test('what a snapshot and an update both bring is there once, in order', () => {
    const live = mergeEvents([], [sampleEvent(3), sampleEvent(4)])
    const merged = mergeEvents(live, [sampleEvent(1), sampleEvent(2), sampleEvent(3)])
    expect(merged.map((event) => event.seq)).toEqual([1, 2, 3, 4])
  })
})

test('a notice goes when its cause has gone, and the others stay', () => {
  const notice = (id: string) => ({ id, level: 'warning', text: id }) as const
  const held = withUpdates(EMPTY_STATE, updates({ notices: [notice('disk'), notice('watchdog')] }))
  const after = withUpdates(held, updates({ withdrawnNotices: ['disk', 'unknown'] }))
  expect(after.notices).toEqual([notice('watchdog')])
})

test('a notice that was put away does not come back with a snapshot, and does when it is told anew', () => {
  const notices = [{ id: 'disk', level: 'warning', text: 'The disk is full.' }] as const
  const put = withoutNotice(withSnapshot(EMPTY_STATE, snapshot({ notices })), 'disk')
  expect(put.notices).toEqual([])
  const again = withSnapshot(put, snapshot({ notices }))
  expect(again.notices).toEqual([])
  expect(withUpdates(again, updates({ notices })).notices).toEqual(notices)
  expect(withSnapshot(withUpdates(again, updates({ notices })), snapshot({ notices })).notices).toEqual(notices)
})
