import { allOf } from '@contract/statement'
import { monotonicMs } from '../clock/clock'
import type { LeftFiles } from '../processes/private-temp'
import type { Observation } from '../receipts/receipt-draft'
import type { LeftThings } from './left-files'

/** What was found in the folder, and whether it was to be emptied. `found` is absent where the task names a folder of its own. */
export interface TempLook {
  readonly temp: LeftFiles | undefined
  readonly remove: boolean
}

/** The step *files clean*, from the private folder and from what was seen outside it. The graver of the two counts. Pure. */
export function filesClean(look: TempLook | undefined, left: LeftThings): Observation {
  const inside: Observation = look
    ? insideTemp(look)
    : { verdict: 'not-applicable', evidence: { code: 'no-temp-folder' } }
  if (left.leaks.length > 0) {
    const things = left.leaks.map(({ what, where }) => ({ what, where }))
    const evidence = allOf(inside.evidence, { code: 'left-outside-temp', things })
    return { verdict: 'no', at: monotonicMs(), evidence }
  }
  if (left.problem === undefined) return inside
  const evidence = allOf(inside.evidence, { code: 'outside-temp-not-known', problem: left.problem })
  return inside.verdict === 'no' ? { ...inside, evidence } : { verdict: 'unknown', evidence }
}

function insideTemp({ temp, remove }: TempLook): Observation {
  if (!temp) return { verdict: 'not-applicable', evidence: { code: 'own-temp-folder' } }
  const { count, bytes, problem } = temp
  if (problem !== undefined) return { verdict: 'unknown', evidence: { code: 'temp-folder-unreadable', problem } }
  const at = monotonicMs()
  if (count === 0) return { verdict: 'yes', at, evidence: { code: 'temp-folder-empty' } }
  return { verdict: 'no', at, evidence: { code: 'temp-folder-had-files', count, bytes, removed: remove } }
}
