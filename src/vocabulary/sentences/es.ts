import type { StatementFacts } from '@contract/statement'
import { control } from './es/control'
import { delegates } from './es/delegates'
import { family } from './es/family'
import { leftovers } from './es/leftovers'
import { process } from './es/process'
import { receipt } from './es/receipt'
import { sight } from './es/sight'
import { summary } from './es/summary'
import { wait } from './es/wait'
import type { Words } from './words'

/** Spanish. What is missing is said in English; `test/vocabulary/missing-in-spanish.txt` lists it. */
export const es: Partial<Words<StatementFacts>> = {
  verbatim: ({ text }) => text,
  'all-of': ({ statements }, speak) => statements.map((each) => speak(each)).join(' '),
  ...control,
  ...delegates,
  ...family,
  ...leftovers,
  ...process,
  ...receipt,
  ...sight,
  ...summary,
  ...wait,
}
