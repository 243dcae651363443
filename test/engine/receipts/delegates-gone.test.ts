import { verbatim } from '../../../src/contract/statement'
import { describe, expect, it } from 'vitest'
import type { Delegate, DelegateState } from '@contract/delegate'
import { asRunId, asTaskId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import { buildReceipt } from '@engine/receipts/build-receipt'
import { ReceiptDraft } from '@engine/receipts/receipt-draft'
import { receiptSummary, withSummary } from '../../support/words'

const task = {
  id: asTaskId('task-1'),
  name: 'web',
  kind: 'process',
  spec: { kind: 'process', name: 'web', command: 'docker' },
  createdAt: 0,
  saved: true,
} as const

function delegate(name: string, state: DelegateState, more: Partial<Delegate> = {}): Delegate {
  return { id: name, launcher: 'docker', kind: 'container', name, state, evidence: verbatim('Seen so.'), ...more }
}

/** A run whose leader left with exit code 0, and whose family is gone. */
function receiptWith(delegates: readonly Delegate[], asked = false): Receipt {
  const draft = new ReceiptDraft()
  draft.started()
  if (asked) {
    draft.accepted({ control: 'stop', origin: 'user' })
    draft.answered('stop', {}, { accepted: true })
    draft.delivered(draft.sent({ send: 'SIGTERM', patienceMs: 5_000 }), {
      delivered: 'yes',
      evidence: verbatim('Sent.'),
    })
  }
  draft.bodyEnded({ how: 'exited', evidence: verbatim('It left.'), exit: { code: 0, signal: null } })
  draft.familyGone = { verdict: 'yes', at: draft.end?.at ?? 0, evidence: verbatim('Nobody is left.') }
  draft.delegates = delegates
  const outcome = asked ? 'stopped' : 'completed'
  return buildReceipt({ id: asRunId('run-1'), task }, outcome, draft, [])
}

describe('the verdict of a run that handed work over', () => {
  it.each([false, true])('is never clean beside a container that still runs (asked: %s)', (asked) => {
    const receipt = receiptWith([delegate('container web-1', 'running')], asked)
    expect(receipt.verdict).toBe('survivors')
    expect(receiptSummary(receipt)).toContain('container web-1 is still running')
    expect(receiptSummary(receipt)).not.toContain('nothing left behind')
  })

  it('is unknown where nobody can see the far program', () => {
    const receipt = receiptWith([delegate('"sleep 60" on build-host', 'unknown')], true)
    expect(receipt.verdict).toBe('unknown')
    expect(receiptSummary(receipt)).toBe('unknown: whether "sleep 60" on build-host has ended is not known')
  })

  it('is clean where the daemon told the end of each, and names its exit code', () => {
    const exit = { code: 143, outOfMemory: false }
    const receipt = receiptWith([delegate('container web-1', 'gone', { exit })], true)
    expect(receipt.verdict).toBe('clean')
    expect(receiptSummary(receipt)).toMatch(/^clean, .*; container web-1 ended with exit code 143$/)
  })

  it('lets the gravest of several win', () => {
    const { verdict, summary } = withSummary(
      receiptWith([
        delegate('container a', 'gone'),
        delegate('container b', 'unknown'),
        delegate('container c', 'running'),
      ]),
    )
    expect(verdict).toBe('survivors')
    expect(summary).toBe('ended by itself; container c is still running; whether container b has ended is not known')
  })

  it('is not clean where the step is open and nothing could be named', () => {
    const draft = new ReceiptDraft()
    draft.started()
    draft.bodyEnded({ how: 'exited', evidence: verbatim('It left.'), exit: { code: 0, signal: null } })
    draft.delegatesGone = { verdict: 'unknown', evidence: verbatim('The Docker daemon did not answer.') }
    const receipt = buildReceipt({ id: asRunId('run-1'), task }, 'completed', draft, [])
    expect(receipt.verdict).toBe('unknown')
    expect(receiptSummary(receipt)).toBe('unknown: The Docker daemon did not answer')
  })

  it('stays as it was for a run that handed nothing over', () => {
    const { verdict, summary, steps, delegates } = withSummary(receiptWith([]))
    expect({ verdict, summary, delegates }).toEqual({
      verdict: 'clean',
      summary: 'ended by itself, nothing left behind',
      delegates: undefined,
    })
    expect(steps.find(({ name }) => name === 'delegates-gone')?.verdict).toBe('not-applicable')
  })
})
