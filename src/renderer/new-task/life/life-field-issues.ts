import type { TaskDraft } from '../task-draft'
import { WORDS } from '../words'
import { LIFE_WORDS } from './words'

/** Lists that are typed into one input: an issue of an item belongs to that input. */
const LISTS = /^(envFiles|ports|dependsOn|watch\.(?:paths|ignore)|expect\.(?:filesGone|portsFree|exitCodes))(?:\.|$)/
const PROBE = /^(ready|health)\.probe(?:\.|$)/

/** The input of the Life section that a path of a task spec belongs to; undefined for a path of another part. */
export function lifeFieldOf(path: string): string | undefined {
  return LISTS.exec(path)?.[1] ?? PROBE.exec(path)?.[0].replace(/\.$/, '')
}

/** What is wrong with a probe, in the words of the one that was chosen. A quote that is not closed has its own sentence. */
export function lifeSentence(field: string, draft: TaskDraft): string | undefined {
  if (field !== 'ready.probe' && field !== 'health.probe') return undefined
  const probe = draft.process.life[field === 'ready.probe' ? 'ready' : 'health']
  if (probe.by === 'none') return undefined
  const typed = probe[probe.by].trim()
  if (typed === '') return LIFE_WORDS.probe.missing[probe.by]
  if (probe.by === 'command') return undefined
  return WORDS.errors.other(JSON.stringify(typed), LIFE_WORDS.probe.expected[probe.by])
}
