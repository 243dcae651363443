import { monotonicMs } from '../clock/clock'
import type { LeftFiles } from '../processes/private-temp'
import type { Observation } from '../receipts/receipt-draft'
import type { LeftThings } from './left-files'

const OWN_TEMP = 'Its task names a TMPDIR of its own: what the run left there is not looked at.'
const NO_TEMP = 'It has no private temporary folder.'

/** What was found in the folder, and whether it was to be emptied. `found` is absent where the task names a folder of its own. */
export interface TempLook {
  readonly temp: LeftFiles | undefined
  readonly remove: boolean
}

/** The step *files clean*, from the private folder and from what was seen outside it. The graver of the two counts. Pure. */
export function filesClean(look: TempLook | undefined, left: LeftThings): Observation {
  const inside = look ? insideTemp(look) : ({ verdict: 'not-applicable', evidence: NO_TEMP } as const)
  const names = left.leaks.map(({ what, where }) => `${what} (${where})`)
  if (names.length > 0) {
    const evidence = `${inside.evidence} Left outside it: ${names.slice(0, 5).join(', ')}${names.length > 5 ? ` and ${names.length - 5} more` : ''}.`
    return { verdict: 'no', at: monotonicMs(), evidence }
  }
  if (left.problem === undefined) return inside
  const evidence = `${inside.evidence} What it left outside it is not known: ${left.problem}.`
  return inside.verdict === 'no' ? { ...inside, evidence } : { verdict: 'unknown', evidence }
}

function insideTemp({ temp, remove }: TempLook): Observation {
  if (!temp) return { verdict: 'not-applicable', evidence: OWN_TEMP }
  if (temp.problem !== undefined)
    return { verdict: 'unknown', evidence: `Its private temporary folder could not be read: ${temp.problem}.` }
  const at = monotonicMs()
  if (temp.count === 0) return { verdict: 'yes', at, evidence: 'Its private temporary folder is empty.' }
  const were = `${spokenCount(temp.count)} (${temp.bytes} bytes) ${temp.count === 1 ? 'was' : 'were'}`
  const evidence = `${were} left in its private temporary folder${remove ? ', and removed afterwards' : ''}.`
  return { verdict: 'no', at, evidence }
}

function spokenCount(files: number): string {
  return files === 1 ? 'One file' : `${files} files`
}
