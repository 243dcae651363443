import type { RunSnapshot } from '@contract/run'
import { describe, expect, it } from 'vitest'
import { type RunAlert, RunAlerts } from '../../src/main/run-alerts'
import { sampleRun } from '../../src/renderer/component-board/sample-runs'

const failed = sampleRun({ kind: 'process', phase: 'ended', outcome: 'failed', verdict: 'clean' }, 0)
const stuck = sampleRun({ kind: 'thread', phase: 'stuck' }, 0)
const stopped = sampleRun({ kind: 'thread', phase: 'ended', outcome: 'stopped', verdict: 'clean' }, 0)

function seen(runs: readonly RunSnapshot[], { wanted = true, isInFront = false } = {}): readonly RunAlert[] {
  const shown: RunAlert[] = []
  const alerts = new RunAlerts({
    wanted: () => wanted,
    isInFront: () => isInFront,
    show: (alert) => shown.push(alert),
  })
  for (const run of runs) alerts.see(run)
  return shown
}

describe('messages of the system', () => {
  it('tell of a run that failed and of one that is stuck, each once', () => {
    const titles = seen([failed, failed, stuck, stuck]).map((alert) => alert.title)
    expect(titles).toEqual([`${failed.name} failed`, `${stuck.name} does not end`])
  })

  it('say what the receipt says, or what holds the run', () => {
    const [first, second] = seen([failed, stuck])
    expect(first?.text).toContain('EADDRINUSE')
    expect(second?.text).toContain('still running')
  })

  it('do not come for a run that ended as it should', () => {
    expect(seen([stopped])).toEqual([])
  })

  it('do not come while the window is in front, nor when they are switched off', () => {
    expect(seen([failed, stuck], { isInFront: true })).toEqual([])
    expect(seen([failed, stuck], { wanted: false })).toEqual([])
  })
})
