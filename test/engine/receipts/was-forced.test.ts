import { verbatim } from '../../../src/contract/statement'
import { describe, expect, it } from 'vitest'
import type { StopMessage } from '@contract/stop'
import type { BodyEnd, Delivery } from '@engine/kinds/task-kind'
import { decideVerdict } from '@engine/receipts/verdict'
import { ReceiptDraft } from '@engine/receipts/receipt-draft'

interface Sent {
  readonly send: StopMessage
  /** `pending`: it was still on its way when the leader ended. */
  readonly delivered: Delivery['delivered'] | 'pending'
}

interface Life {
  readonly before: readonly Sent[]
  readonly after?: readonly Sent[]
  readonly end: Omit<BodyEnd, 'evidence'>
  readonly origin?: 'user' | 'leader-exit'
}

function sent(draft: ReceiptDraft, { send, delivered }: Sent): void {
  const index = draft.sent({ send, patienceMs: 100 })
  if (delivered !== 'pending') draft.delivered(index, { delivered, evidence: verbatim('It was told.') })
}

/** In the order in which it happened: what was sent after the end is not counted by its millisecond. */
function verdictOf({ before, after = [], end, origin = 'user' }: Life): string {
  const draft = new ReceiptDraft()
  draft.started()
  draft.accepted({ control: 'stop', origin })
  for (const each of before) sent(draft, each)
  draft.bodyEnded({ ...end, evidence: verbatim('It was seen.') })
  for (const each of after) sent(draft, each)
  draft.familyGone = { verdict: 'yes', at: draft.end?.at ?? 0, evidence: verbatim('Nobody is left.') }
  return decideVerdict(draft)
}

const POLITE: Sent = { send: 'SIGTERM', delivered: 'yes' }
const exited = (code: number) => ({ how: 'exited' as const, exit: { code, signal: null } })
const diedOf = (signal: 'SIGTERM' | 'SIGINT' | 'SIGKILL') => ({
  how: 'exited' as const,
  exit: { code: null, signal },
})

describe('whether a stop was forced', () => {
  it.each<readonly [string, Life, string]>([
    ['the first step was enough', { before: [POLITE], end: exited(0) }, 'clean'],
    ['it died of the first step', { before: [POLITE], end: diedOf('SIGTERM') }, 'clean'],
    [
      'a second step reached it before it left',
      { before: [POLITE, { send: 'SIGINT', delivered: 'yes' }], end: exited(0) },
      'forced',
    ],
    [
      'what is not known to have been delivered may have reached it',
      { before: [POLITE, { send: 'SIGINT', delivered: 'unknown' }], end: exited(0) },
      'forced',
    ],
    [
      'a second step reached nobody',
      { before: [POLITE, { send: 'SIGKILL', delivered: 'no' }], end: exited(0) },
      'clean',
    ],
    [
      'a second step was still on its way when it left by itself',
      { before: [POLITE, { send: 'SIGKILL', delivered: 'pending' }], end: exited(0) },
      'clean',
    ],
    [
      'a second step was on its way, and the end shows that it arrived',
      { before: [POLITE, { send: 'SIGKILL', delivered: 'pending' }], end: diedOf('SIGKILL') },
      'forced',
    ],
    [
      'terminate was on its way, which a process sees as SIGKILL',
      { before: [POLITE, { send: 'terminate', delivered: 'pending' }], end: diedOf('SIGKILL') },
      'forced',
    ],
    [
      'it died of the first step while the second was on its way',
      { before: [POLITE, { send: 'SIGINT', delivered: 'pending' }], end: diedOf('SIGTERM') },
      'clean',
    ],
    [
      'a worker was ended from outside, and the answer to that came with its end',
      {
        before: [
          { send: 'ask', delivered: 'yes' },
          { send: 'terminate', delivered: 'pending' },
        ],
        end: { how: 'forced' },
      },
      'forced',
    ],
    [
      'a second step came only after the leader had gone',
      { before: [POLITE], after: [{ send: 'SIGKILL', delivered: 'yes' }], end: exited(0) },
      'clean',
    ],
    [
      'force alone, and it died of it',
      { before: [{ send: 'SIGKILL', delivered: 'yes' }], end: diedOf('SIGKILL') },
      'forced',
    ],
    ['force alone, and it left before', { before: [{ send: 'SIGKILL', delivered: 'yes' }], end: exited(0) }, 'clean'],
    [
      'nobody stopped it: those whom its leader left behind were ended',
      { before: [POLITE, { send: 'SIGKILL', delivered: 'yes' }], end: exited(0), origin: 'leader-exit' },
      'clean',
    ],
    [
      'it had not begun',
      { before: [POLITE, { send: 'SIGKILL', delivered: 'yes' }], end: { how: 'withdrawn' } },
      'clean',
    ],
  ])('%s', (_what, life, verdict) => {
    expect(verdictOf(life)).toBe(verdict)
  })
})
