import type { Receipt, Survivor } from '@contract/receipt'
import { programOf } from '@vocabulary/command-line'
import { elapsedText, spanText } from '@vocabulary/durations'
import { say } from '@vocabulary/sentences/say'
import { receiptSummary } from '@vocabulary/receipt-summary'
import { VERDICT_WORDS } from '@vocabulary/words'
import { VERDICT_TONES } from '../tasks/tones'
import type { Tone } from '../ui/tone'
import { upperFirst } from '@vocabulary/sentences/text'
import { WORDS } from './words'

/** The colour of a receipt. What was left behind is only alarming while it is still there. */
export function receiptTone(receipt: Receipt): Tone {
  if (receipt.failure !== undefined || receipt.outcome === 'failed' || receipt.outcome === 'lost') return 'alarm'
  if (receipt.verdict === 'survivors')
    return receipt.survivors.some(isStillAlive) || hasRunningDelegate(receipt) ? 'alarm' : 'waiting'
  if (receipt.verdict === 'leaked') return receipt.leaks.every((leak) => leak.removed === true) ? 'waiting' : 'alarm'
  return VERDICT_TONES[receipt.verdict]
}

/** What a person must know first: why it failed, else the verdict and the fact that explains it. */
export function receiptHeadline(receipt: Receipt): string {
  return receipt.failure ? say(receipt.failure) : verdictText(receipt)
}

function verdictText(receipt: Receipt): string {
  const word = VERDICT_WORDS[receipt.verdict]
  const summary = receiptSummary(receipt).trim()
  if (summary === '') return word
  const saysSo = summary.toLowerCase().replace('-', ' ').includes(word.toLowerCase().replace(/s$/, ''))
  return saysSo ? upperFirst(summary) : `${word}: ${summary}`
}

/** The second fact: the first of survivors, leaks, cleanup, exit, reason and time alive that the headline does not tell already. */
export function receiptDetail(receipt: Receipt): string {
  if (receipt.failure !== undefined) return besideFailure(receipt, say(receipt.failure))
  const told = verdictText(receipt).toLowerCase()
  const facts = [
    survivorsText(receipt.survivors),
    leaksText(receipt),
    cleanupText(receipt),
    exitText(receipt),
    receipt.reason === undefined ? undefined : WORDS.reasonGiven(receipt.reason),
    ranText(receipt),
  ]
  return facts.find((fact) => fact !== undefined && !told.includes(fact.toLowerCase())) ?? ''
}

/** Of a lost run only the time when it was missed is known. */
function ranText({ outcome, startedAt, endedAt }: Receipt): string | undefined {
  return startedAt === undefined || outcome === 'lost' ? undefined : WORDS.ranFor(elapsedText(endedAt - startedAt))
}

function leaksText({ leaks: [first, ...others] }: Receipt): string | undefined {
  if (first === undefined) return undefined
  return WORDS.thingsLeft(first.what, others.length)
}

function cleanupText(receipt: Receipt): string | undefined {
  const cleanup = receipt.cleanups.at(-1)
  if (cleanup === undefined) return undefined
  if (cleanup.error !== undefined) return WORDS.cleanupFailed(cleanup.name, cleanup.error)
  if (cleanup.finishedMs === undefined) return WORDS.cleanupUnfinished(cleanup.name)
  return WORDS.cleanupTook(cleanup.name, spanText(cleanup.finishedMs - cleanup.startedMs))
}

/** The failure stands above it already. */
function besideFailure(receipt: Receipt, failure: string): string {
  if (receiptSummary(receipt).trim() !== failure.trim()) return verdictText(receipt)
  return receipt.verdict === 'clean' ? WORDS.nothingLeft : VERDICT_WORDS[receipt.verdict]
}

export function exitText(receipt: Receipt): string | undefined {
  if (receipt.exit === undefined) return undefined
  if (receipt.exit.signal !== null) return WORDS.endedBySignal(receipt.exit.signal)
  return receipt.exit.code === null ? WORDS.exitNotKnown : WORDS.exitCode(receipt.exit.code)
}

function survivorsText(survivors: readonly Survivor[]): string | undefined {
  if (survivors.length === 0) return undefined
  const alive = survivors.filter(isStillAlive)
  const told = alive.length > 0 ? alive : survivors
  const names = told.slice(0, 3).map((one) => `${programOf(one.command)} ${String(one.pid)}`)
  const more = told.length > 3 ? WORDS.andMore(told.length - 3) : ''
  const leftAlone = told.every((one) => one.leftAlone === true)
  const state = leftAlone ? 'left-alone' : alive.length > 0 ? 'alive' : 'ended'
  return WORDS.survivorsAre(told.length, state, `${names.join(', ')}${more}`)
}

function hasRunningDelegate({ delegates = [] }: Receipt): boolean {
  return delegates.some(({ state }) => state === 'running')
}

function isStillAlive(survivor: Survivor): boolean {
  return survivor.endedBy === 'alive'
}
