import { describe, expect, it } from 'vitest'
import type { EarlierRun } from '@contract/history'
import { asRunId, asTaskId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import {
  comparableRuns,
  comparisonView,
  firstPair,
  historyRow,
  worseText,
} from '../../../src/renderer/opened-run/history-view'

/** Noon where the test runs: a day name must not depend on the zone. */
const NOON = new Date(2026, 5, 15, 12, 0, 0).getTime()
const HOUR = 3_600_000

function receipt(verdict: Receipt['verdict'], totalMs: number, hoursAgo: number): Receipt {
  const endedAt = NOON - hoursAgo * HOUR
  return {
    ...sampleReceipt({ kind: 'process', name: 'api', outcome: 'stopped', verdict, endedAt }),
    askedAt: endedAt - totalMs,
    totalMs,
  }
}

function run(id: string, ended: Receipt | undefined, hoursAgo: number): EarlierRun {
  const createdAt = NOON - hoursAgo * HOUR
  const base = { id: asRunId(id), taskId: asTaskId('task'), name: 'api', kind: 'process' as const, createdAt }
  if (ended === undefined) return { ...base, phase: 'running', startedAt: createdAt }
  return {
    ...base,
    phase: 'ended',
    startedAt: createdAt,
    endedAt: ended.endedAt,
    outcome: ended.outcome,
    receipt: ended,
  }
}

const clean = (hoursAgo: number): Receipt => receipt('clean', 312, hoursAgo)
const forced = (hoursAgo: number): Receipt => receipt('forced', 5_000, hoursAgo)
/** No polite stop. */
const byForce: Receipt = { ...clean(2), control: 'terminate' }

describe('a line of the earlier runs', () => {
  it('says when, how it ended, how long it was alive, and what its receipt says first', () => {
    expect(historyRow(run('one', clean(1), 2), NOON)).toMatchObject({
      when: '10:00:00',
      lasted: '1:00:00',
      headline: 'Clean, 312 ms',
      tone: 'calm',
      hasReceipt: true,
      status: { text: 'stopped' },
    })
  })

  it('names the day of one of another day', () => {
    expect(historyRow(run('one', clean(20), 24), NOON).when).toBe('yesterday 12:00')
    expect(historyRow(run('one', clean(70), 72), NOON).when).toBe('2026-06-12 12:00')
  })

  it('claims neither an end nor a length that nobody saw', () => {
    const lost: EarlierRun = { ...run('one', { ...clean(1), outcome: 'lost' }, 2), outcome: 'lost' }
    expect(historyRow(lost, NOON).lasted).toBe('')
    expect(historyRow(run('two', undefined, 2), NOON)).toMatchObject({ lasted: '', headline: '', hasReceipt: false })
  })
})

describe('the two that are compared', () => {
  it('are the newest stop and the one before it, whatever ended otherwise in between', () => {
    const runs = comparableRuns(
      [run('d', forced(1), 1), run('c', byForce, 2), run('b', clean(3), 3), run('a', undefined, 4)],
      NOON,
    )
    expect(runs.map(({ value }) => value)).toEqual(['d', 'c', 'b'])
    expect(firstPair(runs)).toEqual([2, 0])
    expect(runs[0]?.label).toBe('11:00:00, stopped, forced')
  })

  it('are told apart by their words, also when they ended in the same second', () => {
    const at = (id: string, endedAt: number): EarlierRun => run(id, { ...clean(0), endedAt }, 0)
    const dayBefore = NOON - 24 * HOUR
    const labels = comparableRuns(
      [NOON, NOON - 5_300, NOON - 5_400, dayBefore, dayBefore - 20_000, dayBefore - 50_000].map((endedAt, index) =>
        at(String(index), endedAt),
      ),
      NOON,
    ).map(({ label }) => label)
    expect(labels).toEqual(
      ['12:00:00', '11:59:54.700', '11:59:54.600', 'yesterday 12:00', 'yesterday 11:59:40', 'yesterday 11:59:10'].map(
        (moment) => `${moment}, stopped, clean`,
      ),
    )
    const view = comparisonView({ ...clean(0), endedAt: NOON + 30 }, { ...clean(0), endedAt: NOON + 5 }, NOON)
    expect(view.columns).toEqual(['Fact', '12:00:00.005', '12:00:00.030'])
  })

  it('are the newest two ends where there are not two stops, and none of one', () => {
    expect(firstPair([{ receipt: forced(1) }, { receipt: byForce }])).toEqual([1, 0])
    expect(firstPair([{ receipt: forced(1) }])).toBeUndefined()
    expect(firstPair([])).toBeUndefined()
  })

  it('stand in the order of time, whichever was chosen first, and say what changed', () => {
    const [before, after] = [clean(24), forced(1)]
    for (const view of [comparisonView(before, after, NOON), comparisonView(after, before, NOON)]) {
      expect(view).toMatchObject({
        change: 'worse',
        word: 'Worse',
        tone: 'waiting',
        sentence: 'Yesterday 0.3 s, clean; today 5.0 s, forced.',
        columns: ['Fact', 'yesterday 12:00', '11:00:00'],
      })
      expect(view.rows).toContainEqual(['Verdict', 'Clean', 'Forced'])
      expect(view.rows).toContainEqual(['Complete after', '312 ms', '5.0 s'])
    }
  })

  it('leave out a fact that neither has', () => {
    const names = comparisonView(clean(2), clean(1), NOON).rows.map(([name]) => name)
    expect(names).not.toContain('Survivors')
  })
})

describe('the warning above them', () => {
  it('stands when the newest stop is worse than the ones before, and only then', () => {
    const good = [2, 3, 4].map((hours) => run(`run-${hours}`, clean(hours), hours))
    expect(worseText([run('new', forced(1), 1), ...good], NOON)).toMatch(/^Its stops got worse\./)
    expect(worseText([run('new', clean(1), 1), ...good], NOON)).toBeUndefined()
    expect(worseText([run('alive', undefined, 0), run('new', forced(1), 1), ...good], NOON)).toBeDefined()
    expect(worseText([], NOON)).toBeUndefined()
  })
})
