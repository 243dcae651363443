import type { RunId } from '@contract/ids'
import type { Kind } from '@contract/kind'
import { RECOVERY_CHOICES, type RecoveredRun, type RecoveryChoice } from '@contract/recovered'
import type { RunOutline } from '@contract/run-outline'
import { defined } from '@tools/defined'
import { say } from '@vocabulary/sentences/say'
import { receiptHeadline, receiptTone } from '../receipt/receipt-words'
import type { RunTab } from '../navigation/route'
import type { Tone } from '../ui/tone'
import { WORDS } from './words'

export interface RecoveredRow {
  readonly runId: RunId
  readonly name: string
  readonly kind: Kind
  readonly found: { readonly text: string; readonly tone: Tone }
  /** How that is known, and which processes it is. */
  readonly sentence: string
  readonly choices: readonly RecoveryChoiceView[]
  /** What happened since. */
  readonly news?: { readonly text: string; readonly tone: Tone }
  /** Where more of it stands. */
  readonly link: { readonly text: string; readonly tab: RunTab }
}

export interface RecoveryChoiceView {
  readonly choice: RecoveryChoice
  readonly text: string
  /** The accessible name. */
  readonly name: string
  readonly does: string
}

/** What the panel shows of one run. `held`: the run on the board, once it is there. */
export function recoveredRow(
  run: RecoveredRun,
  held: Pick<RunOutline, 'receipt'> | undefined,
  refusal: string | undefined,
): RecoveredRow {
  const open = run.found === 'alive' && run.decided === undefined && held === undefined
  const news = newsOf(run, held, refusal)
  return {
    runId: run.id,
    name: run.name,
    kind: run.kind,
    found: { text: WORDS.found[run.found], tone: run.found === 'alive' ? 'busy' : 'ended' },
    sentence: `${say(run.evidence)}${processText(run)}`,
    choices: open && refusal === undefined ? RECOVERY_CHOICES.map((choice) => choiceView(choice, run.name)) : [],
    ...defined({ news }),
    link:
      run.found === 'alive' && held?.receipt === undefined
        ? { text: WORDS.open, tab: 'output' }
        : { text: WORDS.openReceipt, tab: 'receipt' },
  }
}

export function waitingCount(runs: readonly RecoveredRun[]): number {
  return runs.filter(({ found, decided }) => found === 'alive' && decided === undefined).length
}

function choiceView(choice: RecoveryChoice, name: string): RecoveryChoiceView {
  const { label, does } = WORDS.choices[choice]
  return { choice, text: label, name: `${label}: ${name}`, does }
}

function newsOf(
  { decided }: RecoveredRun,
  held: Pick<RunOutline, 'receipt'> | undefined,
  refusal: string | undefined,
): RecoveredRow['news'] {
  if (refusal !== undefined) return { text: WORDS.refused(refusal), tone: 'waiting' }
  if (decided === undefined) return undefined
  if (held?.receipt) return { text: receiptHeadline(held.receipt), tone: receiptTone(held.receipt) }
  return { text: WORDS.decided[decided], tone: 'calm' }
}

function processText({ found, processes: [first, ...others] }: RecoveredRun): string {
  if (found !== 'alive' || first === undefined) return ''
  const more = others.length === 0 ? '' : `, and ${String(others.length)} more`
  return ` ${first.command.slice(0, 120)}${more}.`
}
