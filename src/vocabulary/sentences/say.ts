import type { Language } from '@contract/settings'
import type { Statement, StatementFacts } from '@contract/statement'
import { LANGUAGE } from '../language'
import { en } from './en'
import { es } from './es'
import type { Speak, Words } from './words'

const WORDS: Readonly<Record<Language, Partial<Words<StatementFacts>>>> = { en, es }

/**
 * The sentence for a statement. What a language lacks is said in English. A code that this version does not know, from a newer
 * one's journal, is shown as it is: nothing is hidden, and nothing throws.
 */
export function say(statement: Statement, language: Language = LANGUAGE): string {
  // Whoever made the outer statement put a statement into it.
  const speak: Speak = (inner) => say(inner as Statement, language)
  const words: unknown = WORDS[language][statement.code] ?? en[statement.code]
  if (typeof words === 'string') return words
  if (typeof words !== 'function') return `(${statement.code})`
  try {
    return String((words as (facts: Statement, speak: Speak) => unknown)(statement, speak))
  } catch {
    return `(${statement.code})`
  }
}
