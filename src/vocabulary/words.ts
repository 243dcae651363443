import type { Control, Kind } from '@contract/kind'
import type { Outcome } from '@contract/outcome'
import type { StepVerdict, Verdict } from '@contract/receipt'
import type { Phase } from '@contract/run'
import type { Language } from '@contract/settings'
import type { RefusalCode, StopMessage, StopOrigin } from '@contract/stop'
import { joinWords } from './command-line'
import { LANGUAGE, wordsOf } from './language'
import { withoutSecrets, wordsWithoutSecrets } from './secrets'
import { names as en } from './sentences/en/names'
import { names as es } from './sentences/es/names'

// The words for the closed unions of the contract, in the language of the page. Labels begin with a capital; `inSentence` is for the
// middle of one. Sentences name the language that they are in.

export const NAMES = { en, es }
const { kinds, controls, controlHints, phases, outcomes, verdicts, stepVerdicts, origins } = wordsOf(NAMES)

export const KIND_WORDS: Readonly<Record<Kind, string>> = kinds
export const CONTROL_WORDS: Readonly<Record<Control, string>> = controls
/** What a control does, for the tooltip of one that is offered. */
export const CONTROL_HINTS: Readonly<Record<Control, string>> = controlHints
export const PHASE_WORDS: Readonly<Record<Phase, string>> = phases
export const OUTCOME_WORDS: Readonly<Record<Outcome, string>> = outcomes
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = verdicts
export const STEP_VERDICT_WORDS: Readonly<Record<StepVerdict, string>> = stepVerdicts
/** Who asked: as the value of a field, and behind "it was asked". */
export const ORIGIN_WORDS: Readonly<Record<StopOrigin, { readonly label: string; readonly inSentence: string }>> =
  origins

/** `Cut short` in the middle of a sentence: `cut short`. */
export function inSentence(label: string): string {
  return label.charAt(0).toLowerCase() + label.slice(1)
}

/** `handler-did-not-exit` as a person reads it. */
export function refusalWords(code: RefusalCode, language: Language = LANGUAGE): string {
  const words: Readonly<Partial<Record<RefusalCode, string>>> = wordsOf(NAMES, language).refusals
  // One of a newer version's journal.
  return words[code] ?? code.replaceAll('-', ' ')
}

/** A message of the ladder as the label of a step, with secrets masked. */
export function sendWords(send: StopMessage, language: Language = LANGUAGE): string {
  const words = wordsOf(NAMES, language).sends
  if (send === 'ask' || send === 'terminate') return words[send]
  if (typeof send === 'string') return send
  if ('stdin' in send) return words.stdin(withoutSecrets(send.stdin.trim()))
  return words.command(joinWords(wordsWithoutSecrets(send.command)))
}

/** The same as the subject of a sentence. */
export function sentWords(send: StopMessage | undefined, language: Language = LANGUAGE): string {
  const words = wordsOf(NAMES, language).sent
  if (send === undefined) return words.nothing
  if (send === 'ask' || send === 'terminate') return words[send]
  if (typeof send === 'string') return send
  return 'stdin' in send ? words.stdin : words.command(joinWords(wordsWithoutSecrets(send.command)))
}
