import type { Receipt, ReceiptStepName } from '@contract/receipt'
import { programOf } from '@vocabulary/command-line'
import { spanText } from '@vocabulary/durations'
import { refusalWords, sentWords } from '@vocabulary/words'
import { spokenGoneDelegates, spokenOpenDelegates } from './spoken-delegates'

/** The verdict in a sentence of facts, as the card shows it, and what became of work that was handed over. Pure. */
export function spokenSummary(receipt: Omit<Receipt, 'summary'>, refusalSentence: string | undefined): string {
  const { verdict, delegates = [], survivors } = receipt
  const open = spokenOpenDelegates(delegates)
  if (open !== undefined && verdict === 'unknown' && receipt.outcome !== 'lost') return `unknown: ${open}`
  // No process of its own outlived it: the work that was handed over did.
  if (open !== undefined && verdict === 'survivors' && survivors.length === 0) return `${spokenLeft(receipt)}; ${open}`
  const told = open ?? (verdict === 'clean' || verdict === 'forced' ? spokenGoneDelegates(delegates) : undefined)
  const sentence = spokenVerdict(receipt, refusalSentence)
  return told === undefined ? sentence : `${sentence}; ${told}`
}

/** How the run itself left, where something that it handed over did not. */
function spokenLeft(receipt: Omit<Receipt, 'summary'>): string {
  if (receipt.outcome === 'failed') return receipt.failure ?? 'failed'
  if (receipt.askedAt === undefined) return 'ended by itself'
  return `its processes are gone after ${spanText(goneAfterMs(receipt))}`
}

function spokenVerdict(receipt: Omit<Receipt, 'summary'>, refusalSentence: string | undefined): string {
  const after = spanText(goneAfterMs(receipt))
  switch (receipt.verdict) {
    case 'clean':
      return receipt.askedAt === undefined ? spokenNaturalEnd(receipt) : spokenCleanEnd(receipt, after)
    case 'forced':
      return receipt.ladder.length > 1
        ? `forced after ${spanText(receipt.ladder.at(-1)?.ms ?? 0)}: ${uncapitalised(refusalSentence ?? `${sentWords(receipt.ladder[0]?.send)} was not enough.`)}`
        : `forced at once, gone after ${after}; its cleanup could not run`
    case 'cut-short':
      return receipt.ladder.length > 1 || receipt.control === 'terminate'
        ? `cut short: ended by force while its cleanup ran, after ${after}`
        : `cut short: it left in the middle of its cleanup, after ${after}`
    case 'survivors':
      return spokenSurvivors(receipt)
    case 'leaked':
      return `${receipt.leaks.length === 1 ? 'one thing was' : `${receipt.leaks.length} things were`} left behind: ${receipt.leaks
        .slice(0, 3)
        .map((leak) => leak.what)
        .join(', ')}`
    case 'refused':
      return `refused: ${receipt.refusal === undefined ? 'it went on' : refusalWords(receipt.refusal)}; it ended by itself`
    case 'swallowed':
      return `swallowed: it caught the cancellation and returned after ${after}`
    case 'unknown':
      return `unknown: ${receipt.failure ?? unseenEnd(receipt)}`
  }
}

function unseenEnd({ steps }: Omit<Receipt, 'summary'>): string {
  const open =
    steps.find(
      ({ name, verdict }) =>
        (name === 'family-gone' || name === 'delegates-gone') && verdict !== 'yes' && verdict !== 'not-applicable',
    ) ?? steps.find(({ name, verdict }) => (name === 'ports-free' || name === 'files-clean') && verdict === 'unknown')
  return open === undefined ? 'its end was not seen' : open.evidence.replace(/\.$/, '')
}

/** Until the last of it was seen to be gone: what a person waited for. */
function goneAfterMs(receipt: Omit<Receipt, 'summary'>): number {
  const seen = receipt.steps.filter((step) => ['leader-gone', 'family-gone', 'delegates-gone'].includes(step.name))
  return Math.max(0, ...seen.map((step) => step.ms ?? 0))
}

/** Asked, and gone without force: either of it, or of its own accord before the ask had an effect. */
function spokenCleanEnd(receipt: Omit<Receipt, 'summary'>, after: string): string {
  if (receipt.outcome === 'completed') return `ended by itself ${after} after ${receipt.control ?? 'it'} was asked`
  return receipt.outcome === 'failed' ? (receipt.failure ?? 'failed') : `clean, ${after}`
}

function spokenNaturalEnd(receipt: Omit<Receipt, 'summary'>): string {
  if (receipt.outcome === 'failed') return receipt.failure ?? 'failed'
  const who = receipt.followed ? 'its family ended by itself' : 'ended by itself'
  const open = receipt.steps.find(({ name, verdict }) => name in UNSEEN && (verdict === 'unknown' || verdict === 'no'))
  return open ? `${who}; ${UNSEEN[open.name] ?? ''} is not known` : `${who}, nothing left behind`
}

/** What "nothing left behind" stands on. */
const UNSEEN: Readonly<Partial<Record<ReceiptStepName, string>>> = {
  'family-gone': 'whether a process of it is left',
  'ports-free': 'whether its ports are free',
  'files-clean': 'whether it left files',
  'delegates-gone': 'whether what it handed over is gone',
}

function spokenSurvivors(receipt: Omit<Receipt, 'summary'>): string {
  const alive = receipt.survivors.filter((survivor) => survivor.endedBy === 'alive')
  const listening = spokenListening(receipt, alive.length > 0 ? alive : receipt.survivors)
  if (listening !== undefined) return listening
  const shown = alive.length > 0 ? alive : receipt.survivors
  const leftAlone = alive.length > 0 && alive.every((survivor) => survivor.leftAlone)
  const names = shown.slice(0, 3).map((survivor) => `${programOf(survivor.command)} ${survivor.pid}`)
  const more = shown.length > 3 ? ` and ${shown.length - 3} more` : ''
  const count = shown.length === 1 ? '1 survivor' : `${shown.length} survivors`
  if (leftAlone)
    return `${shown.length === 1 ? '1 process' : `${shown.length} processes`} left alone, still running: ${names.join(', ')}${more}`
  return `${count} ${alive.length > 0 ? 'still alive' : spokenSurvivorEnd(receipt)}: ${names.join(', ')}${more}`
}

/** A leader that ended by itself, and left who listens: on which port is what a person has to know of it. */
function spokenListening(
  { askedAt, outcome }: Omit<Receipt, 'summary'>,
  survivors: Receipt['survivors'],
): string | undefined {
  const open = survivors.filter(({ ports }) => ports.length > 0)
  if (askedAt !== undefined || outcome !== 'completed' || open.length === 0) return undefined
  const isOne = open.length === 1
  const who = isOne ? 'a process it started' : `${open.length} processes it started`
  const lives = open[0]?.endedBy === 'alive'
  const does = lives ? (isOne ? 'listens' : 'listen') : 'listened'
  const became = lives ? '' : isOne ? ' and was ended' : ' and were ended'
  const ports = [...new Set(open.flatMap((each) => each.ports))].sort((one, other) => one - other).join(', ')
  const names = open.slice(0, 3).map(({ command, pid }) => `${programOf(command)} ${pid}`)
  return `ended by itself; ${who} ${does} on ${ports}${became}: ${names.join(', ')}`
}

/** Which step it took: one that outlived the polite ones was ended by force, after the time that these were given. */
function spokenSurvivorEnd({ survivors, ladder, refusal }: Omit<Receipt, 'summary'>): string {
  // The kernel refused to signal them: nothing of ours ended them.
  const denied = refusal === 'not-permitted' ? survivors.filter(({ endedBy }) => endedBy === 'by-itself').length : 0
  if (denied > 0)
    return denied === survivors.length
      ? 'could not be signalled, and ended without Quiesce'
      : `ended, ${denied} of them could not be signalled`
  const forced = survivors.filter((survivor) => survivor.endedBy === 'SIGKILL').length
  const force = ladder.find(({ send }, index) => index > 0 && (send === 'SIGKILL' || send === 'terminate'))
  if (forced === 0 || force === undefined) return 'ended'
  const byForce = `by force after ${spanText(force.ms)}`
  return forced === survivors.length ? `ended ${byForce}` : `ended, ${forced} of them ${byForce}`
}

function uncapitalised(sentence: string): string {
  const text = sentence.replace(/\.$/, '')
  if (text.startsWith('It ')) return text.slice(3)
  // The name of a signal stays as it is.
  return /^[A-Z]{2}/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}
