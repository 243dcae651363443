import type { Control } from './kind'
import type { Statement } from './statement'
import type { RefusalCode } from './stop'

/** The immediate answer to a control. That the control is *done* is only ever observed: see `Receipt`. */
export interface ControlAnswer {
  readonly accepted: boolean
  readonly reason?: Statement
  readonly code?: RefusalCode
}

/** Whether a control makes sense for a run right now; `why` is for a disabled button's tooltip. */
export interface ControlOffer {
  readonly offered: boolean
  readonly why?: Statement
}

export type ControlOffers = Readonly<Record<Control, ControlOffer>>
