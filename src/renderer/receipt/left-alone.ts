import type { Receipt, Survivor } from '@contract/receipt'

/** Processes that the run did not end because they are somebody's own. `ended` were seen to be gone since. */
export function leftAlone({ survivors }: Pick<Receipt, 'survivors'>, ended: ReadonlySet<number>): readonly Survivor[] {
  return survivors.filter((each) => each.leftAlone === true && each.endedBy === 'alive' && !ended.has(each.pid))
}
