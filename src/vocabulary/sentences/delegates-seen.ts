import type { DelegateStatements } from '@contract/statements/delegate-statements'
import { upperFirst } from './text'
import type { Speak } from './words'

const NAMED = 3

/** `Container web-1: Its daemon says that it runs. And 2 more.`: the first of them, and how many others there are. */
export function delegatesSeen(
  all: DelegateStatements['delegates-seen']['delegates'],
  speak: Speak,
  others: (more: number) => string,
): string {
  const sentences = all
    .slice(0, NAMED)
    .map(({ name, evidence }) => `${upperFirst(name)}: ${typeof evidence === 'string' ? evidence : speak(evidence)}`)
  const more = all.length - sentences.length
  return [...sentences, ...(more > 0 ? [others(more)] : [])].join(' ')
}
