import type { DelegateExit } from '@contract/delegate-exit'
import { type CLEAN_STANDS_ON, type SummaryStatements } from '@contract/statements/summary-statements'
import type { NamedProcess } from '@contract/statements/named-process'
import { spanText } from '../../durations'
import { programOf } from '../../command-line'
import { refusalWords, sentWords } from '../../words'
import { asClause, asSentence, withoutStop } from '../text'
import type { Words } from '../words'

const NAMED = 3

const UNSEEN: Readonly<Record<(typeof CLEAN_STANDS_ON)[number], string>> = {
  'family-gone': 'whether a process of it is left',
  'ports-free': 'whether its ports are free',
  'files-clean': 'whether it left files',
  'delegates-gone': 'whether what it handed over is gone',
}

export const summary: Words<SummaryStatements> = {
  clauses: ({ clauses }, speak) => clauses.map((each) => speak(each)).join('; '),
  'unknown-because': ({ why }, speak) => `unknown: ${withoutStop(speak(why))}`,
  'end-unknown': ({ found, open }, speak) =>
    `how it ended is not known. ${speak(found)}${open ? ` ${asSentence(speak(open))}` : ''}`,
  'has-failed': 'failed',
  'processes-gone-after': ({ ms }) => `its processes are gone after ${spanText(ms)}`,
  'ended-by-itself': 'ended by itself',
  'ended-clean-by-itself': ({ who, unseen }) => {
    const what = who === 'family' ? 'its family ended by itself' : 'ended by itself'
    return unseen ? `${what}; ${UNSEEN[unseen]} is not known` : `${what}, nothing left behind`
  },
  'ended-by-itself-after-ask': ({ ms, control }) =>
    `ended by itself ${spanText(ms)} after ${control ?? 'it'} was asked`,
  'clean-after': ({ ms }) => `clean, ${spanText(ms)}`,
  'forced-after': ({ ms, why }, speak) => `forced after ${spanText(ms)}: ${withoutSubject(speak(why))}`,
  'step-not-enough': ({ send }) => `${sentWords(send, 'en')} was not enough.`,
  'forced-at-once': ({ ms }) => `forced at once, gone after ${spanText(ms)}; its cleanup could not run`,
  'cut-short': ({ ms, byForce }) =>
    byForce
      ? `cut short: ended by force while its cleanup ran, after ${spanText(ms)}`
      : `cut short: it left in the middle of its cleanup, after ${spanText(ms)}`,
  'things-left': ({ count, names }) =>
    `${count === 1 ? 'one thing was' : `${count} things were`} left behind: ${names.slice(0, NAMED).join(', ')}`,
  'refused-ended-itself': ({ refusal }) =>
    `refused: ${refusal === undefined ? 'it went on' : refusalWords(refusal, 'en')}; it ended by itself`,
  'swallowed-returned': ({ ms }) => `swallowed: it caught the cancellation and returned after ${spanText(ms)}`,
  'left-listening': ({ processes, ports, alive }) => {
    const isOne = processes.length === 1
    const who = isOne ? 'a process it started' : `${processes.length} processes it started`
    const does = alive ? (isOne ? 'listens' : 'listen') : 'listened'
    const became = alive ? '' : isOne ? ' and was ended' : ' and were ended'
    const names = processes.slice(0, NAMED).map(shortName).join(', ')
    return `ended by itself; ${who} ${does} on ${ports.join(', ')}${became}: ${names}`
  },
  'survivors-summary': survivors,
  'delegates-open': ({ running, unknown }) =>
    [
      ...(running.length > 0 ? [`${list(running)} ${isOne(running) ? 'is' : 'are'} still running`] : []),
      ...(unknown.length > 0 ? [`whether ${list(unknown)} ${isOne(unknown) ? 'has' : 'have'} ended is not known`] : []),
    ].join('; '),
  'delegates-over': ({ delegates }) => {
    const [only] = delegates
    const names = delegates.map(({ name }) => name)
    return delegates.length === 1 && only ? `${only.name} ${exitText(only.exit)}` : `${list(names)} are gone`
  },
}

function survivors({
  processes,
  state,
  forced,
  forcedAfterMs,
  denied = 0,
}: SummaryStatements['survivors-summary']): string {
  const more = processes.length > NAMED ? ` and ${processes.length - NAMED} more` : ''
  const names = `${processes.slice(0, NAMED).map(shortName).join(', ')}${more}`
  const one = processes.length === 1
  if (state === 'left-alone')
    return `${one ? '1 process' : `${processes.length} processes`} left alone, still running: ${names}`
  const count = one ? '1 survivor' : `${processes.length} survivors`
  if (state === 'alive') return `${count} still alive: ${names}`
  if (denied > 0)
    return denied === processes.length
      ? `${count} could not be signalled, and ended without Quiesce: ${names}`
      : `${count} ended, ${denied} of them could not be signalled: ${names}`
  const byForce = forcedAfterMs === undefined ? '' : `by force after ${spanText(forcedAfterMs)}`
  if (byForce === '') return `${count} ended: ${names}`
  return `${count} ended${forced === processes.length ? ` ${byForce}` : `, ${forced} of them ${byForce}`}: ${names}`
}

function shortName({ command, pid }: NamedProcess): string {
  return `${programOf(command)} ${pid}`
}

/** What is read after "forced after 5.0 s:" has the run as its subject already. */
function withoutSubject(sentence: string): string {
  return sentence.startsWith('It ') ? withoutStop(sentence.slice(3)) : asClause(sentence)
}

function exitText(exit: DelegateExit | undefined): string {
  if (exit === undefined) return 'is gone'
  return exit.outOfMemory
    ? `was ended for want of memory (exit code ${exit.code})`
    : `ended with exit code ${exit.code}`
}

/** A name may be of several already. */
function isOne(names: readonly string[]): boolean {
  return names.length === 1 && !/^(?:the )?containers /.test(names[0] ?? '')
}

function list(names: readonly string[]): string {
  const shown = names.slice(0, NAMED)
  const more = names.length - shown.length
  if (more > 0) return `${shown.join(', ')} and ${more} more`
  const last = shown.pop() ?? ''
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`
}
