import { expect, test } from 'vitest'
import { mayBeItsOwnWrite, nextStart, type NextStart, type RowRun, type StartCause } from '@engine/lives/restart-row'

const CRASH: RowRun = {
  outcome: 'failed',
  asked: false,
  couldNotStart: false,
  livedMs: 50,
  cameUp: true,
  attempt: 1,
}

/** The pauses of a row in which each run lives that long, until it is given up or has had 20 starts. */
function row(cause: StartCause, policy: Parameters<typeof nextStart>[0], run: Partial<RowRun> = {}): readonly number[] {
  const pauses: number[] = []
  let next: NextStart = { start: true, attempt: 1, pauseMs: 0 }
  while (pauses.length < 20) {
    next = nextStart(policy, cause, { ...CRASH, ...run, attempt: next.attempt })
    if (!next.start) break
    pauses.push(next.pauseMs)
  }
  return pauses
}

test('crashes and failed health checks have one row: the pause doubles up to the cap, and the limit ends it', () => {
  const policy = { when: 'on-failure', pauseMs: 100, maxPauseMs: 400, limit: 5 } as const
  expect(row('ended', policy)).toEqual([100, 200, 400, 400])
  expect(row('unhealthy', policy)).toEqual([100, 200, 400, 400])
  expect(row('unhealthy', undefined)).toHaveLength(9)
  expect(row('ended', undefined)).toEqual([])
})

test('a change of a file is not made to wait at first, then as all others', () => {
  expect(row('changed', { when: 'never', pauseMs: 100, maxPauseMs: 400 })).toEqual([0, 0, 0, 0, 0, 100, 200, 400, 400])
  // A limit that is meant for crashes does not end the work of somebody who saves often.
  expect(row('changed', { when: 'on-failure', limit: 2 })).toHaveLength(9)
})

test('a long life ends the row, but neither a short one with short pauses nor one that never came up', () => {
  const long = { livedMs: 60_000 }
  expect(row('ended', { when: 'always' }, long)).toHaveLength(20)
  expect(row('ended', { when: 'always' }, { ...long, cameUp: false })).toHaveLength(9)
  expect(row('unhealthy', undefined, { ...long, cameUp: false })).toHaveLength(9)
  expect(row('ended', { when: 'always', pauseMs: 0, maxPauseMs: 0 }, { livedMs: 300 })).toHaveLength(9)
})

test('a change soon after the start may be the program’s own; later, and after its end, it is somebody’s', () => {
  expect(mayBeItsOwnWrite({ sinceStartMs: 200, sinceEndMs: undefined })).toBe(true)
  expect(mayBeItsOwnWrite({ sinceStartMs: 400, sinceEndMs: 300 })).toBe(true)
  expect(mayBeItsOwnWrite({ sinceStartMs: 60_000, sinceEndMs: undefined })).toBe(false)
  expect(mayBeItsOwnWrite({ sinceStartMs: 4_000, sinceEndMs: 3_000 })).toBe(false)
})
