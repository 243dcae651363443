import { asRunId, asTaskId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'
import { describe, expect, test } from 'vitest'
import { sampleRun, type SampleWish } from '../../../src/renderer/component-board/sample-runs'
import { boardEntries, chosenEntries, countEntries, entryKey } from '../../../src/renderer/tasks/board-entries'

const NOW = 1_800_000_000_000

function task(id: string, createdAt = 0): Task {
  return {
    id: asTaskId(id),
    name: id,
    kind: 'thread',
    createdAt,
    saved: true,
    spec: { kind: 'thread', name: id, workload: 'lab/ticker' },
  }
}

function run(id: string, taskId: string, createdAt: number, wish: Partial<SampleWish> = {}): RunSnapshot {
  const sample = sampleRun({ kind: 'thread', phase: 'running', ...wish }, NOW)
  return { ...sample, id: asRunId(id), taskId: asTaskId(taskId), name: taskId, createdAt }
}

function mapOf(...runs: readonly RunSnapshot[]): ReadonlyMap<RunSnapshot['id'], RunSnapshot> {
  return new Map(runs.map((one) => [one.id, one]))
}

const ENDED = { phase: 'ended', outcome: 'stopped', verdict: 'clean' } as const

describe('one card per task', () => {
  test('shows the youngest run', () => {
    const [entry] = boardEntries([task('web')], mapOf(run('new', 'web', 2, ENDED), run('old', 'web', 1, ENDED)))
    expect(entry?.run?.id).toBe('new')
  })

  test('shows a live run before a younger one that has ended', () => {
    const [entry] = boardEntries([task('web')], mapOf(run('live', 'web', 1), run('ended', 'web', 2, ENDED)))
    expect(entry?.run?.id).toBe('live')
  })

  test('keeps a run whose task was deleted', () => {
    const [entry] = boardEntries([], mapOf(run('left', 'gone', 1)))
    expect(entry).toMatchObject({ name: 'gone', task: undefined })
  })

  test('shows a task that never ran', () => {
    expect(boardEntries([task('idle')], new Map())).toMatchObject([{ name: 'idle', run: undefined }])
  })
})

describe('several runs of one task', () => {
  const several = { ...task('web'), spec: { ...task('web').spec, whenRunning: 'another' } } as Task

  test('each live one has a card of its own, told apart by its process', () => {
    const old = { ...run('old', 'web', 1), pid: 4312 }
    const entries = boardEntries([several], mapOf(old, run('new', 'web', 2), run('ended', 'web', 3, ENDED)))
    expect(entries.map((entry) => [entry.name, entry.run?.id, entry.taskId])).toEqual([
      ['web', 'new', 'web'],
      ['web (process 4312)', 'old', 'web'],
    ])
    expect(new Set(entries.map(entryKey)).size).toBe(2)
    expect(countEntries(entries)).toMatchObject({ all: 2, running: 2 })
  })

  test('a run that makes room for its restart has none, but one that is stuck has', () => {
    const next = run('next', 'web', 2, { phase: 'pending' })
    expect(boardEntries([task('web')], mapOf(run('old', 'web', 1, { phase: 'stopping' }), next))).toHaveLength(1)
    expect(boardEntries([task('web')], mapOf(run('old', 'web', 1, { phase: 'stuck' }), next))).toHaveLength(2)
  })
})

describe('the filters', () => {
  const entries = boardEntries(
    [task('idle'), task('live'), task('stuck'), task('clean'), task('failed'), task('leaky')],
    mapOf(
      run('1', 'live', 1),
      run('2', 'stuck', 1, { phase: 'stuck' }),
      run('3', 'clean', 1, ENDED),
      run('4', 'failed', 1, { ...ENDED, outcome: 'failed' }),
      run('5', 'leaky', 1, { ...ENDED, verdict: 'leaked' }),
    ),
  )

  test('count what they show', () => {
    expect(countEntries(entries)).toEqual({ all: 6, running: 2, stopping: 0, attention: 3, ended: 3 })
  })

  test.each([
    ['running', ['live', 'stuck']],
    ['attention', ['failed', 'leaky', 'stuck']],
    ['ended', ['clean', 'failed', 'leaky']],
  ] as const)('%s shows %j', (filter, names) => {
    const shown = chosenEntries(entries, { filter, search: '', order: 'name' })
    expect(shown.map((entry) => entry.name)).toEqual(names)
  })

  test('search looks for every word, in name, kind, phase and outcome', () => {
    const shown = chosenEntries(entries, { filter: 'all', search: 'THREAD  failed', order: 'name' })
    expect(shown.map((entry) => entry.name)).toEqual(['failed'])
  })

  test('by state, what is stuck comes first and what never ran last', () => {
    const shown = chosenEntries(entries, { filter: 'all', search: '', order: 'state' })
    expect([shown[0]?.name, shown.at(-1)?.name]).toEqual(['stuck', 'idle'])
  })
})
