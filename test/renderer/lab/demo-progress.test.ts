import { describe, expect, it } from 'vitest'
import type { Demo } from '@contract/demo'
import { asRunId, asTaskId } from '@contract/ids'
import { KINDS } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { Task } from '@contract/task'
import { demoProgress, runsOfDemo } from '../../../src/renderer/lab/demo-progress'
import { LESSONS } from '../../../src/renderer/lab/lessons'

const ticker: Demo = {
  id: 'ticker-stop',
  kind: 'thread',
  title: 'Ticker',
  taskNames: ['Ticker'],
  control: 'stop',
  expect: 'It cleans up.',
  lines: ['worker: up', 'worker: tick N', 'worker: cleaned up', 'main: thread has ended'],
  absentLines: ['worker: failed'],
}

function seen(demo: Demo, texts: readonly string[]): readonly boolean[] {
  return demoProgress(demo, texts).lines.map((line) => line.seen)
}

describe('the lines of a demo', () => {
  it('are ticked off as they appear, whatever stands between them', () => {
    expect(seen(ticker, [])).toEqual([false, false, false, false])
    expect(seen(ticker, ['asked to start', 'worker: up', 'worker: tick 1', 'worker: tick 12'])).toEqual([
      true,
      true,
      false,
      false,
    ])
  })

  it('do not count before the line that has to come first', () => {
    expect(seen(ticker, ['worker: up', 'worker: tick 1', 'main: thread has ended'])).toEqual([true, true, false, false])
  })

  it('do not count when only a part of them appears', () => {
    expect(seen(ticker, ['worker: upset', 'say worker: up'])).toEqual([false, false, false, false])
  })

  it('count in any order where the person decides in which order two runs are cancelled', () => {
    const futures: Demo = { ...ticker, taskNames: ['A', 'B'], lines: ['cancel answered false', 'cancel answered true'] }
    expect(seen(futures, ['cancel answered true', 'cancel answered false'])).toEqual([true, true])
  })

  it('that must not appear are told when they do', () => {
    expect(demoProgress(ticker, ['worker: failed']).absent).toEqual([{ text: 'worker: failed', seen: true }])
  })
})

describe('the runs of a demo', () => {
  function run(id: string, part: Partial<RunSnapshot>): RunSnapshot {
    return {
      id: asRunId(id),
      taskId: asTaskId('t'),
      name: 'Ticker',
      kind: 'thread',
      revision: 1,
      phase: 'running',
      createdAt: 1,
      controls: { stop: { offered: true }, terminate: { offered: true }, cancel: { offered: false } },
      outputBytes: 0,
      blindSpots: [],
      ...part,
    }
  }

  it('are the newest of each task, and never those of a task that the person saved under that name', () => {
    const saved: Task = {
      id: asTaskId('mine'),
      name: 'Ticker',
      kind: 'thread',
      spec: { kind: 'thread', name: 'Ticker', workload: '/mine.mjs' },
      createdAt: 1,
      saved: true,
    }
    const all = [
      run('old', { createdAt: 1 }),
      run('new', { createdAt: 2 }),
      run('mine', { createdAt: 3, taskId: asTaskId('mine') }),
      run('other', { createdAt: 4, name: 'Other' }),
    ]
    const runs = new Map(all.map((one) => [one.id, one]))
    expect(runsOfDemo(ticker, runs, [saved]).map((one) => one.id)).toEqual(['new'])
  })
})

describe('the lessons', () => {
  it.each(KINDS)('of %s mark the line that matters in both languages, and fit their columns', (kind) => {
    for (const lines of Object.values(LESSONS[kind].code)) {
      expect(lines.some((line) => line.matters)).toBe(true)
      for (const line of lines) expect(line.text.length).toBeLessThanOrEqual(72)
    }
  })
})
