import type { RunId } from '@contract/ids'
import type { Control, Kind } from '@contract/kind'
import type { Outcome } from '@contract/outcome'
import type { ControlAnswer, ControlOffer, ControlOffers, RefusalCode } from '@contract/stop'
import { CONTROL_WORDS, inSentence, OUTCOME_WORDS } from '@vocabulary/words'
import type { RunState } from './run-state'

interface Refusal {
  readonly code: RefusalCode
  readonly why: string
}

type Rule = Refusal | undefined

const THREAD_CANCEL: Refusal = {
  code: 'already-running',
  why: 'A running thread cannot be cancelled: nothing can withdraw code that already runs. Stop asks it, Terminate ends it.',
}
const PROCESS_CANCEL: Refusal = {
  code: 'already-running',
  why: 'A process can be cancelled only while it waits to start. This one runs: Stop asks it, Terminate ends it.',
}
const FUTURE_CANCEL: Refusal = {
  code: 'already-running',
  why: 'A future can be cancelled only while it is pending. This one runs and goes on: Stop sets its abort signal.',
}
const COROUTINE_STOP: Refusal = {
  code: 'not-offered',
  why: 'A coroutine is stopped by cancelling it: Cancel raises CancelledError at its next await.',
}
const TIMER_STOP: Refusal = {
  code: 'not-offered',
  why: 'A timer runs nothing yet: Cancel withdraws it before it elapses.',
}

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
    return {
      code: 'already-elapsed',
      why: 'The timer has already elapsed and its action ran: there is nothing to cancel.',
    }
  }
  return {
    code: 'already-ended',
    why: `The run has already ended (${inSentence(OUTCOME_WORDS[outcome])}): there is nothing left to ${inSentence(CONTROL_WORDS[control])}.`,
  }
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
  reason: 'It is already being asked: this ask joins the first.',
}

export const JUST_BEGUN: ControlAnswer = {
  accepted: false,
  code: 'already-running',
  reason: 'It has just begun to run.',
}

/** Sends the next step of a stop that is under way, without waiting out this one's patience. */
export function hurried({ phase }: RunState, ladder: { hurry(): void } | undefined): ControlAnswer {
  if (!ladder || phase !== 'stopping') {
    return { accepted: false, code: 'not-waiting', reason: 'No stop is under way whose next step could be hurried.' }
  }
  ladder.hurry()
  return { accepted: true }
}

export function unknownRun(runId: RunId): ControlAnswer {
  return {
    accepted: false,
    code: 'unknown-run',
    reason: `runId: got "${runId}", expected the id of a run of this engine.`,
  }
}
