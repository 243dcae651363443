import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { Socket } from 'node:net'
import type { RunId } from '@contract/ids'
import { messageOf } from '@tools/errors'
import { monotonicMs } from '../clock/clock'
import { within } from '../clock/patience'
import type { Warn } from '../events/warn'
import { watchdogScript } from '../host/built-files'
import type { Reach } from '../processes/membership'
import { withoutStrays } from '../processes/stray-descriptors'
import type { LastAsk } from '../stop/last-ask'

/** A watchdog that was ended sooner than this is started again after a pause: something may be ending each one. */
const YOUNG_MS = 1_000
const FIRST_PAUSE_MS = 500
/** One that cannot be started is tried ever more rarely: what it lacks may come back, a descriptor or a place for a process. */
const LONGEST_PAUSE_MS = 60_000
/** It leaves within milliseconds of `bye`. */
const BYE_MS = 2_000

export interface WatchdogParts {
  /** The owner mark in the environment of everything that it may end. */
  readonly instance: string
  readonly dataDir: string
  /** Something about the watchdog itself that the log should show. */
  readonly notice: Warn
}

export interface Watched {
  readonly groupId: number
  /** Of the leader, as the process table tells it. Empty where it has left: then only who carries the run's mark proves the group. */
  readonly startTime: string
  readonly ask: LastAsk
  /** What of it is ended. */
  readonly reach: Reach
  /** The path of its terminal. */
  readonly terminal?: string
  /** What its birthmark is called with whoever holds it. */
  readonly birthmark?: string | undefined
}

/**
 * A shell that outlives us by the milliseconds it takes to end what we started. It holds the other end of a pipe that the
 * kernel closes with us, however we die, and is started before the first process. POSIX only: on Windows a job object of
 * Node's does part of this.
 */
export class Watchdog {
  readonly #parts: WatchdogParts
  readonly #watched = new Map<RunId, Watched>()
  /** Those whose group's number is free for strangers. */
  readonly #retired = new Set<RunId>()
  /** Further groups of a run: daemons lead their own. */
  readonly #further = new Map<RunId, readonly Watched[]>()
  readonly #kept = new Set<RunId>()
  readonly #spared = new Set<RunId>()
  #child: ChildProcess | undefined
  #startedAt = 0
  #leaving = false
  #again: NodeJS.Timeout | undefined
  /** 0 while the last one held. */
  #pauseMs = 0

  constructor(parts: WatchdogParts) {
    this.#parts = parts
  }

  /** Makes sure that it runs. Call it before a process is started: from then on nothing with our mark is left behind. */
  begin(): void {
    if (this.#child || this.#leaving || this.#again || process.platform === 'win32') return
    this.#start()
  }

  add(runId: RunId, watched: Watched): void {
    this.#watched.set(runId, watched)
    this.begin()
    this.#say(addLine(keyOf(runId), watched))
  }

  /** One more group of a run: of a daemon that goes on after its leader has left. */
  addFurther(runId: RunId, watched: Watched): void {
    const known = this.#further.get(runId) ?? []
    if (known.some(({ groupId, startTime }) => groupId === watched.groupId && startTime === watched.startTime)) return
    this.#further.set(runId, [...known, watched])
    this.#say(addLine(furtherKey(runId, known.length), watched))
  }

  /** The group of the run was seen empty while the run goes on: its number is free for strangers. */
  retire(runId: RunId): void {
    if (!this.#watched.has(runId) || this.#retired.has(runId)) return
    this.#retired.add(runId)
    this.#say(`retire ${keyOf(runId)}`)
  }

  /** Nothing of the run is left. */
  del(runId: RunId): void {
    if (!this.#watched.delete(runId)) return
    this.#retired.delete(runId)
    this.#say(`del ${keyOf(runId)}`)
    for (const [index] of (this.#further.get(runId) ?? []).entries()) this.#say(`del ${furtherKey(runId, index)}`)
    this.#further.delete(runId)
  }

  /** The run has ended, and what is left of it was named and left alone: it is not ended when we die either. */
  spare(runId: RunId): void {
    this.#spared.add(runId)
    this.#say(`spare ${keyOf(runId)}`)
    this.del(runId)
  }

  /** This run stays when we go. */
  keep(runId: RunId): void {
    this.#kept.add(runId)
    this.#say(`keep ${keyOf(runId)}`)
    this.del(runId)
  }

  /** Takes leave: nothing is ended when we exit after this. Resolves when it was seen to exit. */
  async bye(): Promise<void> {
    this.#leaving = true
    clearTimeout(this.#again)
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const gone = new Promise<true>((resolve) => child.once('exit', () => resolve(true)))
    child.ref()
    this.#say('bye')
    child.stdin?.end()
    if (await within(BYE_MS, gone)) return
    child.kill('SIGKILL')
    await within(BYE_MS, gone)
  }

  #start(): void {
    const { instance, dataDir } = this.#parts
    const log = watchdogLog(dataDir, instance)
    this.#startedAt = monotonicMs()
    let child: ChildProcess
    try {
      makeFolder(dirname(log))
      child = spawn('/bin/sh', ['-c', scriptText(), 'quiesce-watchdog', instance, log], {
        cwd: '/',
        // Neither our mark, which would make it end itself, nor anything that changes what its programs do.
        env: { PATH: '/usr/bin:/bin:/usr/sbin:/sbin', LC_ALL: 'C' },
        detached: true,
        stdio: withoutStrays(['pipe', 'ignore', 'ignore']),
      })
    } catch (error) {
      return this.#ended(`could not be started: ${messageOf(error)}`)
    }
    this.#child = child
    child.stdin?.on('error', () => undefined)
    child.once('error', (error) => this.#ended(`could not be started: ${error.message}`, child))
    child.once('exit', (code, signal) => this.#ended(`was ended (${signal ?? `exit code ${code ?? '?'}`})`, child))
    // It must not keep a program alive that has nothing else to do.
    child.unref()
    if (child.stdin instanceof Socket) child.stdin.unref()
    for (const runId of this.#kept) this.#say(`keep ${keyOf(runId)}`)
    for (const runId of this.#spared) this.#say(`spare ${keyOf(runId)}`)
    for (const [runId, watched] of this.#watched) this.#say(addLine(keyOf(runId), watched))
    for (const [runId, further] of this.#further)
      for (const [index, watched] of further.entries()) this.#say(addLine(furtherKey(runId, index), watched))
    for (const runId of this.#retired) this.#say(`retire ${keyOf(runId)}`)
  }

  #ended(how: string, child?: ChildProcess): void {
    if (this.#child !== child) return
    this.#child = undefined
    if (this.#leaving) return
    const isYoung = monotonicMs() - this.#startedAt <= YOUNG_MS
    // One that cannot be started is told of once, until one has held.
    if (!isYoung || !this.#pauseMs) {
      const families = this.#watched.size === 1 ? 'one family' : `${this.#watched.size} families`
      const then = isYoung ? 'It is tried again, ever more rarely; until then' : 'It is started again, and'
      this.#parts.notice(
        `The watchdog ${how}. ${then} ${isYoung ? 'nothing ends what Quiesce leaves behind if it dies' : `told of ${families}`}.`,
        { about: 'watchdog' },
      )
    }
    if (!isYoung) {
      this.#pauseMs = 0
      return this.#start()
    }
    this.#pauseMs = Math.min(this.#pauseMs * 2 || FIRST_PAUSE_MS, LONGEST_PAUSE_MS)
    this.#again = setTimeout(() => {
      this.#again = undefined
      this.#start()
    }, this.#pauseMs)
    this.#again.unref()
  }

  #say(line: string): void {
    if (this.#child?.stdin?.writable) this.#child.stdin.write(`${line}\n`)
  }
}

/** Where a watchdog writes what it did, one fact a line. It does not exist while nothing had to be done. */
export function watchdogLog(dataDir: string, instance: string): string {
  return join(dataDir, 'watchdog', `${instance}.log`)
}

/** A name that a shell takes for a variable. */
function keyOf(runId: RunId): string {
  return runId.replaceAll('-', '_')
}

function furtherKey(runId: RunId, index: number): string {
  return `${keyOf(runId)}_${index + 2}`
}

/** As the script explains it. Patience in hundredths of a second. */
function addLine(key: string, { groupId, startTime, ask, reach, terminal = '', birthmark }: Watched): string {
  const start = startTime === '' ? '-' : startTime.trim().replaceAll(/\s+/g, '_')
  const patience = Math.ceil(ask.patienceMs / 10)
  const add = `add ${key} ${groupId} ${start} ${patience} ${ask.signal.slice(3)} ${ask.scope} ${reach}${terminal}`
  return birthmark === undefined ? add : `${add}\nborn ${key} ${birthmark.replace(/ \(deleted\)$/, '')}`
}

let text: string | undefined

/** Passed as an argument: a file could be changed between its writing and its use, and the data folder may be read-only. */
function scriptText(): string {
  return (text ??= readFileSync(watchdogScript(), 'utf8'))
}

function makeFolder(path: string): void {
  try {
    mkdirSync(path, { recursive: true, mode: 0o700 })
  } catch {
    // Then it ends what it must all the same, and cannot say so.
  }
}
