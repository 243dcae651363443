import type { RunSnapshot } from '@contract/run'
import { describe, expect, test } from 'vitest'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { cardReport } from '../../../src/renderer/tasks/card-report'
import { portWords, runMarks } from '../../../src/renderer/tasks/run-marks'
import { taskCardView } from '../../../src/renderer/tasks/task-card-view'

const NOW = 1_800_000_000_000
const running = sampleRun({ kind: 'process', phase: 'running' }, NOW)
const pending = sampleRun({ kind: 'process', phase: 'pending' }, NOW)

const texts = (run: RunSnapshot | undefined): readonly string[] => runMarks(run).map((mark) => mark.text)

describe('beside the phase stands', () => {
  test('nothing for a task without checks, and nothing once it ended', () => {
    expect(texts(running)).toEqual([])
    expect(texts(undefined)).toEqual([])
    expect(texts({ ...running, phase: 'ended', ready: true, attempt: 3 })).toEqual([])
  })

  test('after a stop that was worse than the ones before, that it was, and by how much', () => {
    const worse = 'Its stops got worse. Before 0.4 s, clean; now 10.0 s, forced.'
    expect(runMarks({ ...running, phase: 'ended', stopsGotWorse: worse })).toEqual([
      { text: 'Stops got worse', tone: 'waiting', title: worse },
    ])
  })

  test('after an end, that it waits for a change of its files', () => {
    expect(texts({ ...running, phase: 'ended', waitsForChange: true })).toEqual(['Waits for a change'])
    expect(texts({ ...running, phase: 'ended', waitsForChange: false })).toEqual([])
  })

  test('what the checks found, the worst of it alone', () => {
    expect(texts({ ...running, ready: false })).toEqual(['Not ready yet'])
    expect(texts({ ...running, ready: true })).toEqual(['Ready'])
    expect(texts({ ...running, ready: true, healthy: true })).toEqual(['Healthy'])
    expect(runMarks({ ...running, ready: true, healthy: false })).toEqual([{ text: 'Unhealthy', tone: 'alarm' }])
  })

  test('the how many-th start in a row, also while it waits for it', () => {
    expect(texts({ ...pending, attempt: 3 })).toEqual(['Start 3'])
    expect(texts({ ...running, attempt: 2, ready: true })).toEqual(['Start 2', 'Ready'])
  })

  test('nothing of readiness while it is being stopped', () => {
    expect(texts({ ...running, phase: 'stopping', ready: true })).toEqual([])
  })
})

test('a run names the ports that it listens on, each once', () => {
  expect(portWords({ ports: [3000, 24_678, 3000] })).toBe('listens on 3000, 24678')
  expect(portWords({ ports: [] })).toBe('')
  expect(portWords({})).toBe('')
})

test('a pending run counts down to its start, and never below it', () => {
  const run = { ...pending, startsAt: NOW + 11_200 }
  expect(cardReport(run, undefined, NOW)).toMatchObject({ detail: 'Starts in 12 s, unless you cancel it' })
  expect(cardReport(run, undefined, NOW + 20_000)).toMatchObject({ detail: 'Starts now' })
})

test('Restart is offered while something of the task lives, and says why when not', () => {
  const task = { id: running.taskId, name: 'web', kind: 'process', createdAt: 0, saved: true } as const
  const kept = { ...task, spec: { kind: 'process', name: 'web', command: 'x' } as const }
  const entry = { taskId: running.taskId, name: 'web', kind: 'process' } as const
  expect(taskCardView({ ...entry, task: kept, run: running }, NOW).restart).toEqual({ name: 'Restart web' })
  expect(taskCardView({ ...entry, task: kept, run: undefined }, NOW).restart.unavailable).toMatch(/Start does the same/)
  expect(taskCardView({ ...entry, task: undefined, run: running }, NOW).restart.unavailable).toMatch(/was deleted/)
})
