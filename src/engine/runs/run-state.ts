import type { Control } from '@contract/kind'
import type { Outcome } from '@contract/outcome'
import type { Statement } from '@contract/statement'
import type { RefusalCode, StopOrigin } from '@contract/stop'

/** What was accepted. The origin and reason of the first ask are kept; a harder control replaces the softer one. */
export interface Asked {
  readonly control: Control
  /** What had been asked before force was: whoever leaves now may have heeded that. */
  readonly before?: Control
  readonly origin: StopOrigin
  readonly reason?: string
}

export type RunState =
  | { readonly phase: 'pending'; readonly waitingFor: Statement }
  | { readonly phase: 'starting' }
  | { readonly phase: 'running' }
  | { readonly phase: 'stopping'; readonly asked: Asked }
  | { readonly phase: 'stuck'; readonly asked: Asked; readonly refusal: RefusalCode; readonly heldBy: Statement }
  | { readonly phase: 'ended'; readonly outcome: Outcome }

export type RunFact =
  | { readonly type: 'waits'; readonly waitingFor: Statement }
  | { readonly type: 'begun' }
  | { readonly type: 'body-started' }
  | { readonly type: 'control-accepted'; readonly asked: Asked }
  /** The body turned an accepted control down and goes on as before. */
  | { readonly type: 'control-turned-down' }
  | { readonly type: 'ladder-exhausted'; readonly refusal: RefusalCode; readonly heldBy: Statement }
  /** Nothing of the run is left, and its receipt is complete. */
  | { readonly type: 'gone'; readonly outcome: Outcome }

/**
 * The only writer of a phase. Pure. A fact that does not apply to the state leaves it as it is and returns the very same
 * object, so that the caller can tell: `ended` is final, and a control asked twice is one control.
 */
export function nextRunState(state: RunState, fact: RunFact): RunState {
  if (state.phase === 'ended') return state
  switch (fact.type) {
    case 'waits':
      return state.phase === 'pending' ? { phase: 'pending', waitingFor: fact.waitingFor } : state
    case 'begun':
      return state.phase === 'pending' ? { phase: 'starting' } : state
    case 'body-started':
      return state.phase === 'starting' ? { phase: 'running' } : state
    case 'control-accepted':
      return state.phase === 'pending' ? state : { phase: 'stopping', asked: joinAsked(state, fact.asked) }
    case 'control-turned-down':
      return state.phase === 'stopping' ? { phase: 'running' } : state
    case 'ladder-exhausted':
      return state.phase === 'stopping'
        ? { phase: 'stuck', asked: state.asked, refusal: fact.refusal, heldBy: fact.heldBy }
        : state
    case 'gone':
      return { phase: 'ended', outcome: fact.outcome }
  }
}

export function askedOf(state: RunState): Asked | undefined {
  return state.phase === 'stopping' ? state.asked : undefined
}

/** A harder control replaces a softer one; the same control, asked twice, is asked once. A stuck run may be asked again. */
export function joinsAsked(state: RunState, control: Control): boolean {
  if (state.phase !== 'stopping') return false
  return control !== 'terminate' || state.asked.control === 'terminate'
}

const HARDNESS: Readonly<Record<Control, number>> = { cancel: 0, stop: 1, terminate: 2 }

function joinAsked(state: RunState, asked: Asked): Asked {
  if (state.phase !== 'stopping' && state.phase !== 'stuck') return asked
  const harder = HARDNESS[asked.control] > HARDNESS[state.asked.control]
  return harder ? { ...state.asked, control: asked.control, before: state.asked.control } : state.asked
}
