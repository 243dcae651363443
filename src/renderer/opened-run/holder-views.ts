import type { Holder, HolderReport, Hop } from '@contract/holders'
import { programOf } from '@vocabulary/command-line'
import { elapsedText } from '@vocabulary/durations'
import { plainText } from '../tasks/plain-text'
import { portWords } from '../tasks/run-marks'
import type { Tone } from '../ui/tone'
import { WORDS } from './words'

export interface HolderRow {
  readonly pid: number
  /** Without the folder of the program. */
  readonly command: string
  readonly fullCommand: string
  /** How deep below the leader, 0 for the leader itself and for what is not below it any more. */
  readonly depth: number
  /** `pid 4312 · listens on 3000`. */
  readonly facts: string
  readonly state: string
  readonly waitsFor: string
  readonly elapsed: string
  readonly fate: FateView
}

export interface FateView {
  readonly text: string
  readonly tone: Tone
}

export interface HopView {
  readonly pid: number
  /** `node`, of `/usr/bin/node server.js`. */
  readonly program: string
  readonly command: string
  readonly fate: FateView
  readonly stopsHere: boolean
}

const FATES: Readonly<Record<Holder['fate'], FateView>> = {
  handled: { text: 'has a handler', tone: 'calm' },
  ended: { text: 'ends at once', tone: 'ended' },
  ignored: { text: 'ignores it', tone: 'alarm' },
  blocked: { text: 'blocks it', tone: 'alarm' },
  uninterruptible: { text: 'cannot take it now', tone: 'alarm' },
  unknown: { text: 'not known', tone: 'waiting' },
}

/** Each living process, children below their parents. */
export function holderRows({ holders }: HolderReport): readonly HolderRow[] {
  const rows: HolderRow[] = []
  const pids = new Set(holders.map((holder) => holder.pid))
  const placed = new Set<number>()
  function place(holder: Holder, depth: number): void {
    // A pid that came round again must not make a circle.
    if (placed.has(holder.pid)) return
    placed.add(holder.pid)
    rows.push(rowOf(holder, depth))
    for (const other of holders) if (other.parentPid === holder.pid) place(other, depth + 1)
  }
  for (const holder of holders) if (!pids.has(holder.parentPid)) place(holder, 0)
  for (const holder of holders) place(holder, 0)
  return rows
}

function rowOf(holder: Holder, depth: number): HolderRow {
  const { pid, command, state, waitsFor, elapsedMs, fate } = holder
  return {
    pid,
    command: plainText(shortened(command)),
    fullCommand: plainText(command),
    depth,
    facts: [`pid ${String(pid)}`, portWords(holder)].filter(Boolean).join(' · '),
    state,
    // The compiler's suffix says nothing to a reader: `poll_schedule_timeout.constprop.0`.
    waitsFor: waitsFor === undefined || waitsFor === '0' ? '' : waitsFor.replace(/\.(?:constprop|isra|part)\..*$/, ''),
    elapsed: elapsedText(elapsedMs),
    fate: FATES[fate],
  }
}

/** The way of the signal: npm, sh, node. */
export function routeHops({ route }: HolderReport): readonly HopView[] {
  return route.map(({ pid, command, fate, stopsHere }: Hop) => ({
    pid,
    program: plainText(programOf(command)),
    command: plainText(command),
    fate: FATES[fate],
    stopsHere,
  }))
}

/** Whom to look at, in one line: `2 processes still live; node ignores SIGTERM`. */
export function holdersHeadline({ holders, signal }: HolderReport): string {
  if (holders.length === 0) return WORDS.noneSeen
  const living = holders.length === 1 ? WORDS.oneLives : `${String(holders.length)} processes still live`
  const deaf = holders
    .filter(({ fate }) => FATES[fate].tone === 'alarm')
    .map(({ command }) => plainText(programOf(command)))
  if (deaf.length === 0) return living
  const who = [...new Set(deaf)].slice(0, 3).join(', ')
  return `${living}; ${who} ${deaf.length === 1 ? 'does' : 'do'} not react to ${signal}`
}

function shortened(command: string): string {
  const [program = '', ...rest] = command.split(' ')
  return program.startsWith('/') ? [plainText(programOf(program)), ...rest].join(' ') : command
}
