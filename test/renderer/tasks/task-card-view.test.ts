import { CONTROLS } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import { VERDICT_WORDS } from '@vocabulary/words'
import { describe, expect, test } from 'vitest'
import { sampleRun, sampleWishes } from '../../../src/renderer/component-board/sample-runs'
import { cardReport } from '../../../src/renderer/tasks/card-report'
import { taskCardView, type TaskCardView } from '../../../src/renderer/tasks/task-card-view'

const NOW = 1_800_000_000_000

function viewOf(run: RunSnapshot, now = NOW): TaskCardView {
  return taskCardView({ taskId: run.taskId, name: run.name, kind: run.kind, task: undefined, run }, now)
}

function words(view: TaskCardView): string {
  return 'headline' in view.report ? view.report.headline : ''
}

/** Every kind × phase × outcome × verdict. */
const CASES = sampleWishes().map((wish) => {
  const run = sampleRun(wish, NOW)
  return { wish, run, view: viewOf(run) }
})

describe('a card in each state', () => {
  test('says the phase or the outcome in the words of the contract', () => {
    for (const { wish, run, view } of CASES) expect(view.status.text, run.name).toBe(wish.outcome ?? wish.phase)
  })

  test('names its four buttons after the task, in one order', () => {
    for (const { run, view } of CASES) {
      const names = ['Start', 'Stop', 'Terminate', 'Cancel'].map((word) => `${word} ${run.name}`)
      expect(view.actions.map((action) => action.name)).toEqual(names)
    }
  })

  test('offers what the engine offers, and says why of every button that cannot be pressed', () => {
    for (const { run, view } of CASES) {
      for (const action of view.actions) expect(action.unavailable, run.name).not.toBe('')
      for (const control of CONTROLS) {
        const action = view.actions.find((one) => one.action === control)
        // To be answered with `false` is what cancel() of a running future is for: that button stays.
        const answered = run.kind === 'future' && control === 'cancel' && run.phase !== 'ended'
        expect(action?.unavailable === undefined, run.name).toBe(run.controls[control].offered || answered)
      }
    }
  })

  test('shows no control characters', () => {
    for (const { view } of CASES) expect(`${view.line.text}${words(view)}`).not.toMatch(/\p{Cc}/u)
  })

  test('says the verdict in words', () => {
    for (const { wish, run, view } of CASES) {
      if (wish.verdict === undefined) continue
      const report = view.report.shape === 'words' ? view.report : undefined
      const text = `${report?.headline ?? ''} ${report?.detail ?? ''}`.toLowerCase()
      expect(text, run.name).toContain(VERDICT_WORDS[wish.verdict].toLowerCase())
    }
  })

  test('is calm about nothing but a clean end, and alarmed by every failure', () => {
    for (const { wish, run, view } of CASES) {
      if (wish.verdict === undefined || view.report.shape !== 'words') continue
      const { tone } = view.report
      if (wish.outcome === 'failed' || wish.outcome === 'lost') expect(tone, run.name).toBe('alarm')
      else expect(tone === 'calm', run.name).toBe(wish.verdict === 'clean')
    }
  })
})

test('the countdown follows the clock and never goes below zero', () => {
  const run = sampleRun({ kind: 'process', phase: 'stopping' }, NOW)
  expect(words(viewOf(run))).toBe('SIGTERM sent · SIGKILL in 3.2 s')
  expect(words(viewOf(run, NOW + 2_000))).toBe('SIGTERM sent · SIGKILL in 1.2 s')
  expect(words(viewOf(run, NOW + 9_000))).toBe('SIGTERM sent · SIGKILL in 0.0 s')
})

test('the last step says that the run will count as stuck, and cannot be hurried', () => {
  const run = sampleRun({ kind: 'process', phase: 'stopping' }, NOW)
  if (run.stop === undefined) throw new Error('the sample has no stop')
  const report = cardReport({ ...run, stop: { ...run.stop, current: 1 } }, undefined, NOW)
  expect(report).toMatchObject({ shape: 'ladder', headline: 'SIGKILL sent · counts as stuck in 3.2 s' })
  expect(report).toHaveProperty('cannotHurry')
})

test('a stuck run says who holds it', () => {
  const report = viewOf(sampleRun({ kind: 'thread', phase: 'stuck' }, NOW)).report
  expect(report).toMatchObject({
    tone: 'alarm',
    detail: expect.stringContaining('its thread is still running') as string,
  })
})

test('a run that is alive cannot be started a second time from its card', () => {
  const [start] = viewOf(sampleRun({ kind: 'thread', phase: 'running' }, NOW)).actions
  expect(start?.unavailable).toBe('A run of it is under way')
})

test('a task that never ran offers Start alone', () => {
  const run = sampleRun({ kind: 'thread', phase: 'running' }, NOW)
  const task = { id: run.taskId, name: 'web', kind: 'thread', createdAt: 0, saved: true } as const
  const entry = { taskId: run.taskId, name: 'web', kind: 'thread', run: undefined } as const
  const view = taskCardView(
    { ...entry, task: { ...task, spec: { kind: 'thread', name: 'web', workload: 'lab/ticker' } } },
    NOW,
  )
  expect(view.actions.filter((action) => action.unavailable === undefined).map((action) => action.name)).toEqual([
    'Start web',
  ])
  expect(view.status.text).toBe('not started')
  expect(view.report).toMatchObject({ detail: 'lab/ticker' })
})

test('the time of an ended run stands still', () => {
  const run = sampleRun({ kind: 'process', phase: 'ended', outcome: 'stopped', verdict: 'clean' }, NOW)
  expect(viewOf(run).lived).toEqual({ from: run.startedAt, until: run.endedAt })
  expect(viewOf(run).pace).toBe('never')
})

describe('a card whose leader has left while others go on', () => {
  const goesOn = [{ pid: 812, name: 'nginx', command: 'nginx: master process', ports: [8080] }]
  const left = { leftAt: NOW, goesOn, count: 1, sentence: 'nginx 812 goes on and listens on 8080' }
  const run = { ...sampleRun({ kind: 'process', phase: 'running' }, NOW), name: 'web' }

  test('asks until somebody has said what is to become of them', () => {
    const view = viewOf({ ...run, afterLeader: { ...left, state: 'asked' } })
    expect(view.report).toEqual({ shape: 'question', text: 'web left, but nginx 812 goes on and listens on 8080' })
    expect(view.facts).toContain('pid ')
    expect(view.facts).not.toContain('follows')
  })

  test('shows whom it follows, and its measures, once it does', () => {
    const view = viewOf({ ...run, afterLeader: { ...left, state: 'followed' } })
    expect(view.report).toEqual({ shape: 'measures' })
    expect(view.facts).toContain('follows nginx 812')
  })
})
