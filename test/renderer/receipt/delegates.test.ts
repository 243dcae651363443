import { describe, expect, it } from 'vitest'
import type { Delegate } from '@contract/delegate'
import { verbatim } from '@contract/statement'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import { reachableDelegates } from '../../../src/renderer/receipt/reachable-delegates'
import { receiptMarkdown } from '../../../src/renderer/receipt/receipt-markdown'
import { receiptTables } from '../../../src/renderer/receipt/receipt-tables'
import { receiptTone } from '../../../src/renderer/receipt/receipt-words'
import { timelineView } from '../../../src/renderer/receipt/timeline-view'
import { runMarks } from '../../../src/renderer/tasks/run-marks'

const web: Delegate = {
  id: 'a'.repeat(64),
  launcher: 'docker',
  kind: 'container',
  name: 'container web-1',
  state: 'running',
  evidence: { code: 'daemon-says', daemon: 'Docker', state: 'runs' },
  daemon: 'unix:///var/run/docker.sock',
}
const far: Delegate = { ...web, id: 'ssh', launcher: 'ssh', kind: 'remote', name: '"make" on host', state: 'unknown' }
const clean = sampleReceipt({ kind: 'process', name: 'web', outcome: 'stopped', verdict: 'clean', endedAt: 0 })

function now(delegate: Partial<Delegate>): string | undefined {
  const [table] = receiptTables({ ...clean, delegates: [{ ...web, ...delegate }] }).filter(
    ({ title }) => title === 'Handed over',
  )
  return table?.rows[0]?.[table.columns.indexOf('Now')]
}

describe('work that was handed over, in a receipt', () => {
  it('is told in a table of its own, and in the page of Markdown', () => {
    expect(now({})).toBe('still running')
    expect(now({ state: 'unknown' })).toBe('not known')
    expect(now({ state: 'gone', exit: { code: 7, outOfMemory: false } })).toBe('gone, exit code 7')
    expect(now({ state: 'gone', byForce: true, exit: { code: 137, outOfMemory: false } })).toBe('killed, exit code 137')
    expect(now({ state: 'gone', exit: { code: 137, outOfMemory: true } })).toBe('gone, out of memory')
    expect(receiptMarkdown({ ...clean, delegates: [web] })).toContain('| container web-1 | docker | still running |')
  })

  it('has no table where there was none', () => {
    expect(receiptTables(clean).map(({ title }) => title)).not.toContain('Handed over')
  })

  it('is alarming while it runs', () => {
    expect(receiptTone({ ...clean, verdict: 'survivors', delegates: [web] })).toBe('alarm')
  })

  it('can be stopped where its daemon can be asked, until it is seen to be gone', () => {
    const { id, launcher, kind, name, state, evidence } = far
    const receipt = {
      delegates: [web, { id, launcher, kind, name, state, evidence }, { ...web, id: 'b', state: 'gone' as const }],
    }
    expect(reachableDelegates(receipt, new Set())).toEqual([web])
    expect(reachableDelegates(receipt, new Set([web.id]))).toEqual([])
  })

  it('stands on the timeline behind the family, also where an older receipt lacks the step', () => {
    expect(timelineView(clean).rows.map(({ title }) => title)).toContain('Delegates gone')
    const older = { ...clean, steps: clean.steps.filter(({ name }) => name !== 'delegates-gone') }
    expect(timelineView(older).rows.map(({ title }) => title)).not.toContain('Delegates gone')
  })
})

describe('work that will be handed over, on a card', () => {
  const forecast = {
    launcher: 'ssh',
    kind: 'remote',
    reach: 'none',
    statement: verbatim('Stop ends ssh here.'),
  } as const

  it('is told before the task was ever started', () => {
    expect(runMarks(undefined, { delegates: [forecast] })).toEqual([
      { text: 'Hands work to ssh', tone: 'waiting', title: 'Stop ends ssh here.' },
    ])
  })

  it('is no warning where a stop reaches all of it', () => {
    const [mark] = runMarks(undefined, { delegates: [{ ...forecast, launcher: 'docker', reach: 'daemon' }] })
    expect(mark?.tone).toBe('ended')
  })
})
