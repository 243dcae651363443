import type { RunId } from '@contract/ids'
import type { RunOutline } from '@contract/run-outline'
import { VERDICT_WORDS } from './words'

/** More than this are counted instead of named. */
const NAMED = 3

/** What changed between two moments, in a sentence or nothing: `web is stopping. worker has ended: stopped, clean.` */
export function phaseChanges(before: ReadonlyMap<RunId, RunOutline>, now: ReadonlyMap<RunId, RunOutline>): string {
  const changed = [...now.values()].filter((run) => {
    const earlier = before.get(run.id)
    return earlier?.phase !== run.phase || (earlier.receipt === undefined && run.receipt !== undefined)
  })
  if (changed.length <= NAMED) return changed.map(sentence).join(' ')
  const counts = new Map<string, number>()
  for (const { phase } of changed) counts.set(phase, (counts.get(phase) ?? 0) + 1)
  return `${[...counts].map(([phase, count]) => `${String(count)} ${phase}`).join(', ')}.`
}

function sentence({ name, phase, outcome, receipt }: RunOutline): string {
  if (phase !== 'ended') return `${name} is ${phase}.`
  const verdict = receipt === undefined ? '' : `, ${VERDICT_WORDS[receipt.verdict].toLowerCase()}`
  return `${name} has ended: ${outcome ?? 'outcome not known'}${verdict}.`
}
