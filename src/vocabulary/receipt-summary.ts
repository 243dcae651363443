import type { Delegate } from '@contract/delegate'
import type { Receipt, ReceiptStepName, Survivor } from '@contract/receipt'
import type { Language } from '@contract/settings'
import type { Statement } from '@contract/statement'
import { CLEAN_STANDS_ON } from '@contract/statements/summary-statements'
import { say } from './sentences/say'

/** The verdict in a sentence of facts, as the card shows it. Receipts of earlier versions keep the sentence that they were written with. */
export function receiptSummary(receipt: Receipt, language?: Language): string {
  return receipt.summary ?? say(summaryOf(receipt), language)
}

/** The same as codes, and what became of work that was handed over. Pure. */
export function summaryOf(receipt: Receipt): Statement {
  const { verdict, delegates = [], survivors, outcome } = receipt
  const open = openDelegates(delegates)
  if (outcome === 'lost' && receipt.exit === undefined && isFound(receipt)) return foundLater(receipt, open)
  if (open && verdict === 'unknown') return { code: 'unknown-because', why: open }
  // No process of its own outlived it: the work that was handed over did.
  if (open && verdict === 'survivors' && survivors.length === 0) return clauses(howItLeft(receipt), open)
  const told = open ?? (verdict === 'clean' || verdict === 'forced' ? goneDelegates(delegates) : undefined)
  const summary = summaryOfVerdict(receipt)
  return told ? clauses(summary, told) : summary
}

/** What has not been seen to end. Undefined where all have gone. Pure. */
export function openDelegates(delegates: readonly Delegate[]): Statement | undefined {
  const names = (state: Delegate['state']): readonly string[] =>
    delegates.filter((each) => each.state === state).map(({ name }) => name)
  const [running, unknown] = [names('running'), names('unknown')]
  return running.length + unknown.length === 0 ? undefined : { code: 'delegates-open', running, unknown }
}

/** Those that a daemon told to be gone. */
function goneDelegates(delegates: readonly Delegate[]): Statement | undefined {
  const gone = delegates.filter(({ state }) => state === 'gone')
  if (gone.length === 0) return undefined
  return { code: 'delegates-over', delegates: gone.map(({ name, exit }) => ({ name, ...(exit && { exit }) })) }
}

function clauses(...all: readonly Statement[]): Statement {
  return { code: 'clauses', clauses: all }
}

/** Quiesce had ended before it did. */
function isFound({ steps }: Receipt): boolean {
  return steps.some(({ name, evidence }) => name === 'asked' && evidence.code === 'nobody-there-to-see')
}

function foundLater({ steps }: Receipt, open: Statement | undefined): Statement {
  const found = steps.find(({ name }) => name === 'family-gone')?.evidence ?? { code: 'end-not-seen' }
  return { code: 'end-unknown', found, ...(open && { open }) }
}

/** How the run itself left, where something that it handed over did not. */
function howItLeft(receipt: Receipt): Statement {
  if (receipt.outcome === 'failed') return receipt.failure ?? { code: 'has-failed' }
  if (receipt.askedAt === undefined) return { code: 'ended-by-itself' }
  return { code: 'processes-gone-after', ms: goneAfterMs(receipt) }
}

function summaryOfVerdict(receipt: Receipt): Statement {
  const ms = goneAfterMs(receipt)
  switch (receipt.verdict) {
    case 'clean':
      return receipt.askedAt === undefined ? naturalEnd(receipt) : cleanEnd(receipt, ms)
    case 'forced':
      return receipt.ladder.length > 1 ? forcedAfter(receipt) : { code: 'forced-at-once', ms }
    case 'cut-short':
      return { code: 'cut-short', ms, byForce: receipt.ladder.length > 1 || receipt.control === 'terminate' }
    case 'survivors':
      return survivorsLeft(receipt)
    case 'leaked':
      return { code: 'things-left', count: receipt.leaks.length, names: receipt.leaks.map(({ what }) => what) }
    case 'refused':
      return { code: 'refused-ended-itself', ...(receipt.refusal && { refusal: receipt.refusal }) }
    case 'swallowed':
      return { code: 'swallowed-returned', ms }
    case 'unknown':
      return { code: 'unknown-because', why: receipt.failure ?? unseenEnd(receipt) }
  }
}

function forcedAfter({ ladder, whyStillThere }: Receipt): Statement {
  const [first] = ladder
  const why = whyStillThere ?? ({ code: 'step-not-enough', ...(first && { send: first.send }) } as const)
  return { code: 'forced-after', ms: ladder.at(-1)?.ms ?? 0, why }
}

function unseenEnd({ steps }: Receipt): Statement {
  const open =
    steps.find(
      ({ name, verdict }) =>
        (name === 'family-gone' || name === 'delegates-gone') && verdict !== 'yes' && verdict !== 'not-applicable',
    ) ?? steps.find(({ name, verdict }) => (name === 'ports-free' || name === 'files-clean') && verdict === 'unknown')
  return open?.evidence ?? { code: 'end-not-seen' }
}

/** Until the last of it was seen to be gone: what a person waited for. */
function goneAfterMs({ steps }: Receipt): number {
  const seen = steps.filter(({ name }) => ['leader-gone', 'family-gone', 'delegates-gone'].includes(name))
  return Math.max(0, ...seen.map((step) => step.ms ?? 0))
}

/** Asked, and gone without force: either of it, or of its own accord before the ask had an effect. */
function cleanEnd({ outcome, control, failure }: Receipt, ms: number): Statement {
  if (outcome === 'completed') return { code: 'ended-by-itself-after-ask', ms, ...(control && { control }) }
  return outcome === 'failed' ? (failure ?? { code: 'has-failed' }) : { code: 'clean-after', ms }
}

function naturalEnd({ outcome, failure, followed, steps }: Receipt): Statement {
  if (outcome === 'failed') return failure ?? { code: 'has-failed' }
  const isOpen = (step: ReceiptStepName): boolean =>
    steps.some(({ name, verdict }) => name === step && (verdict === 'unknown' || verdict === 'no'))
  const unseen = CLEAN_STANDS_ON.find(isOpen)
  return { code: 'ended-clean-by-itself', who: followed ? 'family' : 'run', ...(unseen && { unseen }) }
}

function survivorsLeft(receipt: Receipt): Statement {
  const alive = receipt.survivors.filter(({ endedBy }) => endedBy === 'alive')
  const shown = alive.length > 0 ? alive : receipt.survivors
  const listening = leftListening(receipt, shown)
  if (listening) return listening
  const leftAlone = alive.length > 0 && alive.every((each) => each.leftAlone)
  const state = leftAlone ? 'left-alone' : alive.length > 0 ? 'alive' : 'ended'
  // Which step it took: one that outlived the polite ones was ended by force, after the time that these were given.
  const force = receipt.ladder.find(({ send }, index) => index > 0 && (send === 'SIGKILL' || send === 'terminate'))
  const forced = force ? receipt.survivors.filter(({ endedBy }) => endedBy === 'SIGKILL').length : 0
  // The kernel refused to signal them: nothing of ours ended them.
  const byItself = receipt.survivors.filter(({ endedBy }) => endedBy === 'by-itself').length
  const denied = receipt.refusal === 'not-permitted' && alive.length === 0 ? byItself : 0
  return {
    code: 'survivors-summary',
    processes: shown.map(named),
    state,
    forced,
    ...(denied > 0 && { denied }),
    ...(force && forced > 0 && { forcedAfterMs: force.ms }),
  }
}

/** A leader that ended by itself, and left who listens: on which port is what a person has to know of it. */
function leftListening({ askedAt, outcome }: Receipt, survivors: readonly Survivor[]): Statement | undefined {
  const open = survivors.filter(({ ports }) => ports.length > 0)
  if (askedAt !== undefined || outcome !== 'completed' || open.length === 0) return undefined
  const ports = [...new Set(open.flatMap((each) => each.ports))].sort((one, other) => one - other)
  return { code: 'left-listening', processes: open.map(named), ports, alive: open[0]?.endedBy === 'alive' }
}

function named({ pid, command }: Survivor): { readonly pid: number; readonly command: string } {
  return { pid, command }
}
