import type { Delegate } from '@contract/delegate'
import type { Receipt } from '@contract/receipt'

/** Work that may still run, and that its daemon can be asked to end. `stopped` was seen to be gone since. */
export function reachableDelegates(
  { delegates = [] }: Pick<Receipt, 'delegates'>,
  stopped: ReadonlySet<string>,
): readonly Delegate[] {
  return delegates.filter(({ id, state, daemon }) => state !== 'gone' && daemon !== undefined && !stopped.has(id))
}
