import type { StatementFacts } from '@contract/statement'
import { answers } from './en/answers'
import { control } from './en/control'
import { delegates } from './en/delegates'
import { failure } from './en/failure'
import { family } from './en/family'
import { leftovers } from './en/leftovers'
import { probe } from './en/probe'
import { process } from './en/process'
import { receipt } from './en/receipt'
import { recovery } from './en/recovery'
import { sight } from './en/sight'
import { summary } from './en/summary'
import { wait } from './en/wait'
import { workload } from './en/workload'
import type { Words } from './words'

/** English: every code has its words here. The other languages fall back to them. */
export const en: Words<StatementFacts> = {
  verbatim: ({ text }) => text,
  'all-of': ({ statements }, speak) => statements.map((each) => speak(each)).join(' '),
  ...answers,
  ...control,
  ...delegates,
  ...failure,
  ...family,
  ...leftovers,
  ...probe,
  ...process,
  ...receipt,
  ...recovery,
  ...sight,
  ...summary,
  ...wait,
  ...workload,
}
