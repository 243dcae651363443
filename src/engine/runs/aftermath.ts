import { homedir } from 'node:os'
import type { Leak } from '@contract/receipt'
import type { FamilyMember } from '@contract/run'
import type { SignalName, StopMessage } from '@contract/stop'
import { allOf } from '@contract/statement'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import { inBackground } from '../in-background'
import type { BodyEnd, RunBody } from '../kinds/task-kind'
import type { LiveProcess } from '../processes/live-process'
import { filesClean } from '../leftovers/files-clean'
import { leftThings } from '../leftovers/left-files'
import { leftPorts } from '../leftovers/left-ports'
import { NotedThings } from '../leftovers/noted-things'
import type { Absence } from '../processes/absence'
import type { Observation } from '../receipts/receipt-draft'
import { whenSettled } from './leaving-together'
import type { RunPort } from './run-port'
import type { RunSurroundings } from './run-surroundings'
import { isSameFamily } from './same-family'
import { Survivors } from './survivors'

const FIRST_LOOK_MS = 2
const LOOK_EVERY_MS = 25
const LOOK_RARELY_MS = 250
const PATIENT_LOOKS = 200
/** Force ends a process within milliseconds; who is seen at this look, and is not dying, has outlived it. */
const OUTLIVED_FORCE_LOOK = 4

const NOT_LOOKED: Absence = { sure: false, evidence: { code: 'not-looked-for' } }

export interface AftermathParts {
  changed(): void
  /** Index of the ladder's step that was sent last; -1 when none is under way. */
  stepSent(): number
  deliverAgain(): Promise<unknown>
  /** Whom a leader left behind that ended by itself is ended by the task's own policy. */
  endLeftBehind(): void
  /** The end of the run is that of its whole family. */
  countsAll(): boolean
  /** Whether those who outlived their leader were followed, and are gone now. See `Following`. */
  goOn(body: RunBody, living: readonly LiveProcess[]): Promise<boolean>
}

/** What is left of a run after its leader: its family until it is gone, then its ports and its files. */
export class Aftermath {
  readonly #run: RunPort
  readonly #around: RunSurroundings
  readonly #parts: AftermathParts
  readonly survivors: Survivors
  readonly #noted: NotedThings
  #living: readonly LiveProcess[] = []
  #signalling = false

  constructor(run: RunPort, around: RunSurroundings, parts: AftermathParts) {
    this.#run = run
    this.#around = around
    this.#parts = parts
    this.#noted = new NotedThings(around.table)
    this.survivors = new Survivors(run, around, {
      portsOf: (process) => this.notePorts([process]),
      countsAll: () => parts.countsAll(),
    })
  }

  /** Listening TCP ports seen with the family while it lived: those that must be free afterwards. */
  get ports(): readonly number[] {
    return this.#noted.ports.flatMap(({ protocol, port }) => (protocol === 'tcp' ? [port] : []))
  }

  /** Answers with the ports that are open now, or were at a look since that monotonic time, in ascending order. */
  notePorts(living: readonly LiveProcess[], since?: number): readonly number[] {
    this.#run.body?.delegates?.notice(living)
    const open = this.#noted.note(living, since).filter(({ protocol }) => protocol === 'tcp')
    return [...new Set(open.map(({ port }) => port))].sort((a, b) => a - b)
  }

  /** Those that were alive at the last look outlived their leader. */
  noteLiving(): void {
    for (const process of this.#living) this.survivors.note(process)
  }

  /** Resolves when no process of the run is alive. Whoever was left behind by a leader that ended by itself is ended first. */
  async untilNothingIsLeft(body: RunBody | undefined): Promise<void> {
    const { draft } = this.#run
    if (!body?.family || neverRan(draft.end)) return
    let sight = await body.family()
    // What a thread has started was sent nothing yet, whoever was asked to stop: it has outlived the thread.
    const wasSent = this.#parts.stepSent() >= 0 && this.#run.task.kind === 'process'
    if (sight.living.length > 0 && !wasSent) {
      const settled = await whenSettled(body, this.#around.table)
      sight = settled.sight
      let { leftBehind } = settled
      if (leftBehind.length > 0 && (await this.#parts.goOn(body, leftBehind))) {
        sight = await body.family()
        leftBehind = sight.living
      }
      for (const process of leftBehind) this.survivors.note(process)
      if (leftBehind.length > 0) this.#parts.endLeftBehind()
    }
    for (let look = 0; sight.living.length > 0; look++) {
      const { living } = sight
      this.#living = living
      this.#show(living)
      this.signalNewcomers(living)
      if (look >= OUTLIVED_FORCE_LOOK && this.#forceWasSent()) this.survivors.noteThoseWhoDoNotDie(living)
      await delay(look === 0 ? FIRST_LOOK_MS : look < PATIENT_LOOKS ? LOOK_EVERY_MS : LOOK_RARELY_MS, this.#around.over)
      // Nothing more is told of a run that the engine left behind: it has not ended.
      if (this.#around.over.aborted) await new Promise(() => undefined)
      sight = await body.family()
      this.survivors.noteGone(sight.living)
    }
    this.survivors.noteGone([])
    const left = body.familyOf?.leftAlone ?? []
    for (const process of left) this.survivors.noteLeftAlone(process)
    draft.familyGone =
      left.length > 0
        ? {
            verdict: 'no',
            evidence: { code: 'left-alone', processes: left.map(({ pid, command }) => ({ pid, command })) },
          }
        : { at: monotonicMs(), ...absenceSeen(sight.absence ?? NOT_LOOKED, this.survivors.ended) }
  }

  /** What only the family was given is open still: one of them is out of sight. */
  stillHeld(): void {
    const { draft } = this.#run
    const { verdict, evidence } = draft.familyGone ?? {}
    const held = { code: 'given-channel-still-open' } as const
    if (verdict === 'yes') draft.familyGone = { verdict: 'unknown', evidence: held }
    else if (verdict === 'unknown') draft.familyGone = { verdict, evidence: allOf(held, evidence) }
  }

  /** Ports and files, after everything is gone. */
  async inspectLeftovers(body: RunBody | undefined): Promise<void> {
    const { draft, task, pid } = this.#run
    if (!body?.family || neverRan(draft.end)) return
    // A workload's own port or file ends with its thread: only programs that it started hold others.
    if (task.kind !== 'process' && draft.survivors.size === 0) return
    const ports = await leftPorts(this.#noted, this.#around.table)
    draft.portsFree = ports.portsFree
    for (const leak of ports.leaks) this.#leaked(leak, leak.what)
    const remove = task.spec.kind !== 'process' || task.spec.removeTempFiles !== false
    const temp = await body.leftFiles?.(remove)
    draft.leaks.push(...(temp?.leaks ?? []))
    for (const leak of temp?.leaks.slice(0, 10) ?? []) this.#tellLeak(`${leak.what} (${leak.bytes ?? 0} bytes)`)
    if (pid !== undefined) this.#noted.noteMember(pid, this.#run.commandLine ?? task.name)
    const left = await leftThings(this.#noted, {
      table: this.#around.table,
      since: this.#run.createdAt,
      folder: task.spec.kind === 'process' ? (task.spec.cwd ?? homedir()) : undefined,
      told: new Set(draft.leaks.map(({ where }) => where)),
    })
    for (const leak of left.leaks) this.#leaked(leak, `${leak.what}: ${leak.where}`)
    draft.filesClean = filesClean(body.leftFiles && { temp, remove }, left)
  }

  #leaked(leak: Leak, what: string): void {
    this.#run.draft.leaks.push(leak)
    this.#tellLeak(what)
  }

  #tellLeak(what: string): void {
    this.#around.events.add(this.#run, 'leak-found', `main: left behind: ${what}`)
  }

  /** A program that forks while it is being ended: the newcomers get the same, until none comes any more. */
  signalNewcomers(living: readonly LiveProcess[]): void {
    if (this.#signalling) return
    const signalling = this.#forceWasSent() ? this.#forceNewcomers(living) : this.#askNewcomers(living)
    if (!signalling) return
    this.#signalling = true
    const over = signalling.finally(() => (this.#signalling = false))
    inBackground(over, 'it signalled those who came while a run was being stopped', this.#run)
  }

  #forceNewcomers(living: readonly LiveProcess[]): Promise<unknown> | undefined {
    const isNew = living.some(({ pid }) => this.#run.body?.lastSignalTo?.(pid) !== 'SIGKILL')
    return isNew ? this.#parts.deliverAgain() : undefined
  }

  /**
   * Who came after a polite signal and has no parent in the family was started to stay, or was left by one that has gone. One
   * whose parent still works may be part of its cleanup: that is its parent's affair.
   */
  #askNewcomers(living: readonly LiveProcess[]): Promise<unknown> | undefined {
    const { body, draft } = this.#run
    const last = draft.sends.at(-1)
    const signal = last?.delivery?.delivered === 'yes' ? signalOf(last.step.send) : undefined
    if (signal === undefined) return undefined
    const alone = living.filter((each) => !each.hasParent && body?.lastSignalTo?.(each.pid) === undefined)
    return alone.length > 0 ? body?.signalMembers?.(signal, alone) : undefined
  }

  #forceWasSent(): boolean {
    const last = this.#run.draft.sends.at(-1)
    return last?.delivery !== undefined && (last.step.send === 'terminate' || last.step.send === 'SIGKILL')
  }

  #show(living: readonly LiveProcess[]): void {
    const family: readonly FamilyMember[] = living.map(({ pid, command }) => ({ pid, command, role: 'survivor' }))
    if (isSameFamily(family, this.#run.family)) return
    this.#run.family = family
    this.#parts.changed()
  }
}

function neverRan(end: BodyEnd | undefined): boolean {
  return end?.how === 'could-not-start' || end?.how === 'withdrawn'
}

function absenceSeen({ sure, evidence }: Absence, ended: number): Pick<Observation, 'verdict' | 'evidence'> {
  const more = ended === 0 ? undefined : ({ code: 'members-were-ended', count: ended } as const)
  return { verdict: sure ? 'yes' : 'unknown', evidence: allOf(evidence, more) }
}

/** The signal that a step sends to the family; `undefined` where it says it in another way. */
function signalOf(message: StopMessage): SignalName | undefined {
  if (message === 'ask') return 'SIGTERM'
  return typeof message === 'string' && message !== 'terminate' ? message : undefined
}
