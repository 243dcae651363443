import type { RunId } from '@contract/ids'
import type { Control, Kind } from '@contract/kind'
import type { Outcome } from '@contract/outcome'
import type { Statement } from '@contract/statement'
import type { ControlAnswer, ControlOffer, ControlOffers } from '@contract/control-answer'
import type { RefusalCode } from '@contract/stop'
import type { RunState } from './run-state'

interface Refusal {
  readonly code: RefusalCode
  readonly why: Statement
}

type Rule = Refusal | undefined

const noCancel = (kind: 'thread' | 'process' | 'future'): Refusal => ({
  code: 'already-running',
  why: { code: 'cannot-be-cancelled', kind },
})
const byCancelling = (kind: 'coroutine' | 'timer'): Refusal => ({
  code: 'not-offered',
  why: { code: 'stopped-by-cancelling', kind },
})
const THREAD_CANCEL = noCancel('thread')
const PROCESS_CANCEL = noCancel('process')
const FUTURE_CANCEL = noCancel('future')
const COROUTINE_STOP = byCancelling('coroutine')
const TIMER_STOP = byCancelling('timer')

/** What each kind turns down while it is pending, and while it runs. */
const WHILE_RUNNING: Readonly<Record<Kind, Readonly<Partial<Record<Control, Refusal>>>>> = {
  thread: { cancel: THREAD_CANCEL },
  process: { cancel: PROCESS_CANCEL },
  future: { cancel: FUTURE_CANCEL },
  coroutine: { stop: COROUTINE_STOP },
  generator: {},
  timer: { stop: TIMER_STOP, terminate: TIMER_STOP },
}

const WHILE_PENDING: typeof WHILE_RUNNING = {
  thread: {},
  process: {},
  future: {},
  coroutine: { stop: COROUTINE_STOP },
  generator: {},
  timer: { stop: TIMER_STOP, terminate: TIMER_STOP },
}

/** Why a control is refused now, or `undefined` when it is offered. Pure. */
export function refusalOf(kind: Kind, state: RunState, control: Control): Rule {
  switch (state.phase) {
    case 'ended':
      return ended(kind, state.outcome, control)
    case 'pending':
      return WHILE_PENDING[kind][control]
    case 'stopping':
    case 'stuck':
    case 'starting':
    case 'running':
      return WHILE_RUNNING[kind][control]
  }
}

function ended(kind: Kind, outcome: Outcome, control: Control): Refusal {
  if (kind === 'timer' && control === 'cancel' && outcome === 'completed') {
    return { code: 'already-elapsed', why: { code: 'timer-has-elapsed' } }
  }
  return { code: 'already-ended', why: { code: 'run-already-ended', outcome, control } }
}

/** `waitsForChange`: its task is started again when a file changes, and that can be withdrawn. */
export function controlOffers(kind: Kind, state: RunState, waitsForChange = false): ControlOffers {
  const offer = (control: Control): ControlOffer => {
    const refusal = refusalOf(kind, state, control)
    if (waitsForChange && control === 'cancel' && state.phase === 'ended') return { offered: true }
    // Cancelling a running future is a call that may be made, and answers false: that answer is worth seeing.
    if (kind === 'future' && control === 'cancel' && state.phase !== 'ended') return { offered: true }
    return refusal ? { offered: false, why: refusal.why } : { offered: true }
  }
  return { stop: offer('stop'), terminate: offer('terminate'), cancel: offer('cancel') }
}

export const JOINED: ControlAnswer = {
  accepted: true,
  reason: { code: 'joins-first-ask' },
}

export const JUST_BEGUN: ControlAnswer = {
  accepted: false,
  code: 'already-running',
  reason: { code: 'just-begun' },
}

/** Sends the next step of a stop that is under way, without waiting out this one's patience. */
export function hurried({ phase }: RunState, ladder: { hurry(): void } | undefined): ControlAnswer {
  if (!ladder || phase !== 'stopping') {
    return { accepted: false, code: 'not-waiting', reason: { code: 'no-stop-to-hurry' } }
  }
  ladder.hurry()
  return { accepted: true }
}

export function unknownRun(runId: RunId): ControlAnswer {
  return {
    accepted: false,
    code: 'unknown-run',
    reason: { code: 'run-not-known', runId },
  }
}
