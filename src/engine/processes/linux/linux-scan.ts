import type { Statement } from '@contract/statement'
import { existsSync } from 'node:fs'
import { monotonicMs } from '../../clock/clock'
import { delay } from '../../clock/patience'
import type { ProcessEntry, ProcessScan } from '../process-table'
import { processScan } from '../process-scan'
import { highestPid, pidsBetween, type PidCounter } from './new-pids'
import { isLiving, listProc, processOf, readStat, statOf, type ProcStat } from './read-proc'

/** How long processes are read before other work gets its turn. By time: on a busy machine one of them may cost a millisecond. */
const SLICE_MS = 5
/** How long newcomers are followed. Each round is shorter than the last, unless the machine does nothing but fork. */
const FOLLOW_MS = 250
/** Replacing a program takes a millisecond, on a slow disk more. */
const UNDECIDED_WAIT_MS = 2

export interface Described {
  readonly entry: ProcessEntry
  /** False while it does not show to which run it belongs. */
  readonly isDecided: boolean
}
export type Describe = (pid: number, stat: ProcStat) => Described

/**
 * One scan of all processes, which knows whether it missed one. Reading /proc takes time, and a process may be made by a parent
 * that goes before its own turn comes: neither is in the list. So the pids that were given away meanwhile are read too, and
 * those of the next round, until a round in which none was given away.
 */
export class LinuxScan {
  readonly #describe: Describe
  readonly #counter: PidCounter
  readonly #entries = new Map<number, ProcessEntry>()
  readonly #listed = new Set<number>()
  /** Given away, and nobody was there by that number: a process that is just being made has its number before it can be seen. */
  readonly #unseen = new Set<number>()
  /** Of these it must be known whose they are: their parent has left them, or may have. */
  readonly #undecided = new Set<number>()
  /** Undecided too, but somebody else's children: an orphan of a run is taken in by one of our ancestors, or by the first process. */
  readonly #elsewhere = new Set<number>()
  #adopters: ReadonlySet<number> | undefined
  #sliceBegan = monotonicMs()
  #last: number | undefined

  constructor(describe: Describe, counter: PidCounter) {
    this.#describe = describe
    this.#counter = counter
  }

  /** Rejects when processes cannot be listed or read. */
  async all(): Promise<ProcessScan> {
    const at = monotonicMs()
    const atFirst = this.#counter.read()
    this.#last = atFirst
    await this.#readAll(this.#newInList())
    const gap = await this.#followNewcomers()
    const atLast = this.#last
    return processScan(this.#entries, at, {
      gap,
      ...(atFirst !== undefined && atLast !== undefined && { pids: { atFirst, atLast } }),
    })
  }

  /** Resolves with what is left open when nobody is followed any longer. */
  async #followNewcomers(): Promise<Statement | undefined> {
    const giveUpAt = monotonicMs() + FOLLOW_MS
    let made = this.#madeSince()
    for (;;) {
      const isQuiet = made.length === 0
      await this.#readAll([...made, ...this.#undecided])
      // Once nobody is made any more, whoever had no process to its number is looked for again. In one go, or we ourselves
      // start the next ones meanwhile.
      if (isQuiet) this.#readUnseen()
      made = this.#madeSince()
      if (isQuiet && made.length === 0 && this.#undecided.size === 0) return undefined
      if (monotonicMs() > giveUpAt) break
      if (isQuiet && this.#undecided.size > 0) await delay(UNDECIDED_WAIT_MS)
    }
    const [undecided] = this.#undecided
    return undecided === undefined || made.length > 0
      ? { code: 'processes-made-too-fast' }
      : { code: 'process-undecided', pid: undecided }
  }

  #readUnseen(): void {
    for (const pid of [...this.#unseen]) if (existsSync(`/proc/${pid}`)) this.#read(pid)
    for (const pid of [...this.#elsewhere]) this.#read(pid)
  }

  /** Who was made since the last call, oldest first. */
  #madeSince(): readonly number[] {
    const last = this.#last
    this.#last = this.#counter.read()
    if (last === undefined || this.#last === undefined) return this.#newInList()
    return pidsBetween(last, this.#last, highestPid()) ?? listedPids()
  }

  /** Where pids are not counted: those in the list of now that were in none before. */
  #newInList(): readonly number[] {
    const fresh = listedPids().filter((pid) => !this.#listed.has(pid))
    for (const pid of fresh) this.#listed.add(pid)
    return fresh
  }

  async #readAll(pids: readonly number[]): Promise<void> {
    for (const pid of pids) {
      if (monotonicMs() - this.#sliceBegan > SLICE_MS) {
        await new Promise(setImmediate)
        this.#sliceBegan = monotonicMs()
      }
      this.#read(pid)
    }
  }

  #read(pid: number): void {
    for (const set of [this.#unseen, this.#undecided, this.#elsewhere, this.#entries]) set.delete(pid)
    const stat = readStat(pid)
    if (!stat) {
      this.#unseen.add(pid)
      return
    }
    if (!isLiving(stat) || (!this.#listed.has(pid) && processOf(pid) !== pid)) return
    const { entry, isDecided } = this.#describe(pid, stat)
    this.#entries.set(pid, entry)
    if (isDecided) return
    this.#adopters ??= adopters()
    if (this.#adopters.has(stat.parentPid)) this.#undecided.add(pid)
    else this.#elsewhere.add(pid)
  }
}

/** Who takes in the orphans of our children: the nearest ancestor that asked for it, or the first process. PR_SET_CHILD_SUBREAPER(2const). */
function adopters(): ReadonlySet<number> {
  const pids = new Set([1])
  for (let pid = statOf(process.pid)?.parentPid; pid !== undefined && pid > 1; pid = statOf(pid)?.parentPid)
    pids.add(pid)
  return pids
}

function listedPids(): readonly number[] {
  return listProc().map(Number).filter(Number.isInteger)
}
