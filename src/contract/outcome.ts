export const OUTCOMES = ['completed', 'failed', 'stopped', 'cancelled', 'terminated', 'lost'] as const
/** `lost`: the manager died and the run cannot be found. */
export type Outcome = (typeof OUTCOMES)[number]

export interface ExitFact {
  readonly code: number | null
  readonly signal: string | null
}
