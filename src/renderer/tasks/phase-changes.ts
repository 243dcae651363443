import type { RunId } from '@contract/ids'
import type { Phase } from '@contract/run'
import type { RunOutline } from '@contract/run-outline'
import { inSentence, OUTCOME_WORDS, PHASE_WORDS, VERDICT_WORDS } from '@vocabulary/words'
import { CARD_WORDS } from './card-words'

const words = CARD_WORDS.changed

/** More than this are counted instead of named. */
const NAMED = 3

/** What changed between two moments, in a sentence or nothing: `web is stopping. worker has ended: stopped, clean.` */
export function phaseChanges(before: ReadonlyMap<RunId, RunOutline>, now: ReadonlyMap<RunId, RunOutline>): string {
  const changed = [...now.values()].filter((run) => {
    const earlier = before.get(run.id)
    return earlier?.phase !== run.phase || (earlier.receipt === undefined && run.receipt !== undefined)
  })
  if (changed.length <= NAMED) return changed.map(sentence).join(' ')
  const counts = new Map<Phase, number>()
  for (const { phase } of changed) counts.set(phase, (counts.get(phase) ?? 0) + 1)
  return `${[...counts].map(([phase, count]) => words.counted(count, inSentence(PHASE_WORDS[phase]))).join(', ')}.`
}

function sentence({ name, phase, outcome, receipt }: RunOutline): string {
  if (phase !== 'ended') return words.phase(name, inSentence(PHASE_WORDS[phase]))
  const verdict = receipt === undefined ? '' : `, ${inSentence(VERDICT_WORDS[receipt.verdict])}`
  const how = outcome === undefined ? words.outcomeNotKnown : inSentence(OUTCOME_WORDS[outcome])
  return words.ended(name, `${how}${verdict}`)
}
