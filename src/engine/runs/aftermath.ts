import type { FoundBy } from '@contract/receipt'
import type { FamilyMember } from '@contract/run'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import { inBackground } from '../in-background'
import type { LiveProcess, RunBody } from '../kinds/task-kind'
import type { Run } from './run'
import type { RunSurroundings } from './run-surroundings'
import { isSameFamily } from './same-family'

/** Children that end together with their leader need a moment; who is still there after it was left behind. */
const SETTLE_MS = 100
const FIRST_LOOK_MS = 2
const LOOK_EVERY_MS = 25
const LOOK_RARELY_MS = 250
const PATIENT_LOOKS = 200
/** Force ends a process within milliseconds; who is seen at this look has outlived it. */
const OUTLIVED_FORCE_LOOK = 4

const OWN_TEMP = 'Its task names a TMPDIR of its own: what the run left there is not looked at.'

const FOUND: Readonly<Record<FoundBy, string>> = {
  group: 'in its group',
  mark: 'by its mark',
  parent: 'by its parent',
  namespace: 'in its process namespace',
  descriptor: 'by a channel that it was given',
}

export interface AftermathParts {
  changed(): void
  /** Index of the ladder's step that was sent last; -1 when none is under way. */
  stepSent(): number
  deliverAgain(): Promise<unknown>
  /** Whether those who outlived their leader were followed, and are gone now. See `Following`. */
  goOn(body: RunBody, living: readonly LiveProcess[]): Promise<boolean>
}

/** What is left of a run after its leader: its family until it is gone, then its ports and its files. */
export class Aftermath {
  readonly #run: Run
  readonly #around: RunSurroundings
  readonly #parts: AftermathParts
  #portsSeen = new Map<number, string>()
  #living: readonly LiveProcess[] = []
  #forcing = false

  constructor(run: Run, around: RunSurroundings, parts: AftermathParts) {
    this.#run = run
    this.#around = around
    this.#parts = parts
  }

  /** Listening ports seen with the family while it lived: those that must be free afterwards. */
  get ports(): readonly number[] {
    return [...this.#portsSeen.keys()]
  }

  /** Answers with the ports that are open now, or were at a look since that monotonic time, in ascending order. */
  notePorts(living: readonly LiveProcess[], since?: number): readonly number[] {
    this.#run.body?.delegates?.notice(living)
    const open =
      this.#around.table.listeningPortsOf(
        living.map(({ pid }) => pid),
        since,
      ) ?? []
    for (const { port, address } of open) this.#portsSeen.set(port, address)
    return [...new Set(open.map(({ port }) => port))].sort((a, b) => a - b)
  }

  noteSurvivor(process: LiveProcess, leftAlone = false): void {
    if (process.foundBy === 'leader' || (!leftAlone && this.#run.following.countsAll)) return
    const ports = this.#around.table.listeningPortsOf([process.pid]) ?? []
    for (const { port, address } of ports) this.#portsSeen.set(port, address)
    const added = this.#run.draft.survivor(
      process,
      ports.map(({ port }) => port),
      leftAlone,
    )
    const how = leftAlone ? 'left alone, found' : 'survivor found'
    const who = `${process.command} (process ${process.pid})`
    if (added) this.#around.events.add(this.#run, 'survivor-found', `main: ${how} ${FOUND[process.foundBy]}: ${who}`)
  }

  /** Those that were alive at the last look outlived their leader. */
  noteLiving(): void {
    for (const process of this.#living) this.noteSurvivor(process)
  }

  /** Resolves when no process of the run is alive. Whoever was left behind by a leader that ended by itself is ended first. */
  async untilNothingIsLeft(body: RunBody | undefined): Promise<void> {
    const { draft } = this.#run
    if (!body?.family || draft.end?.how === 'could-not-start') return
    let living = await body.family()
    if (living.length > 0 && this.#parts.stepSent() < 0) {
      living = await this.#settled(body)
      if (living.length > 0 && (await this.#parts.goOn(body, living))) living = await body.family()
      for (const process of living) this.noteSurvivor(process)
      if (living.length > 0) this.#run.endLeftBehind()
    }
    for (let look = 0; living.length > 0; look++) {
      this.#living = living
      this.#show(living)
      this.forceNewcomers(living)
      if (look >= OUTLIVED_FORCE_LOOK && this.#forceWasSent()) this.noteLiving()
      await delay(look === 0 ? FIRST_LOOK_MS : look < PATIENT_LOOKS ? LOOK_EVERY_MS : LOOK_RARELY_MS, this.#around.over)
      // Nothing more is told of a run that the engine left behind: it has not ended.
      if (this.#around.over.aborted) await new Promise(() => undefined)
      living = await body.family()
      this.#noteGone(living)
    }
    this.#noteGone([])
    const count = draft.survivors.size
    const left = body.familyOf?.leftAlone ?? []
    for (const process of left) this.noteSurvivor(process, true)
    draft.familyGone =
      left.length > 0
        ? { verdict: 'no', evidence: spokenLeftAlone(left) }
        : {
            verdict: 'yes',
            at: monotonicMs(),
            evidence: `No process is left in its group, with its mark, or descended from it${count === 0 ? '' : `; ${count} had to be ended`}.`,
          }
  }

  /** Ports and files, after everything is gone. */
  async inspectLeftovers(body: RunBody | undefined): Promise<void> {
    const { draft, task } = this.#run
    if (!body?.family || draft.end?.how === 'could-not-start') return
    this.#inspectPorts()
    const remove = task.spec.kind !== 'process' || task.spec.removeTempFiles !== false
    const found = await body.leftFiles?.(remove)
    if (!found) {
      if (body.leftFiles) draft.filesClean = { verdict: 'not-applicable', evidence: OWN_TEMP }
      return
    }
    draft.leaks.push(...found.leaks)
    draft.filesClean = found.problem
      ? { verdict: 'unknown', evidence: `Its private temporary folder could not be read: ${found.problem}.` }
      : found.count === 0
        ? { verdict: 'yes', at: monotonicMs(), evidence: 'Its private temporary folder is empty.' }
        : {
            verdict: 'no',
            at: monotonicMs(),
            evidence: `${spokenCount(found.count)} (${found.bytes} bytes) ${found.count === 1 ? 'was' : 'were'} left in its private temporary folder${remove ? ', and removed afterwards' : ''}.`,
          }
    for (const leak of found.leaks.slice(0, 10)) this.#tellLeak(`${leak.what} (${leak.bytes ?? 0} bytes)`)
  }

  #inspectPorts(): void {
    const { draft } = this.#run
    const { table } = this.#around
    const at = monotonicMs()
    const used = table.portsInUse(this.ports)
    if (used === undefined)
      draft.portsFree = { verdict: 'unknown', evidence: 'Open ports cannot be seen on this platform.' }
    else if (this.ports.length === 0)
      draft.portsFree = { verdict: 'not-applicable', evidence: 'No listening port of its family was seen.' }
    else if (used.length === 0)
      draft.portsFree = { verdict: 'yes', at, evidence: `Nobody listens any more on ${this.ports.join(', ')}.` }
    else {
      draft.portsFree = { verdict: 'no', at, evidence: `Somebody still listens on ${used.join(', ')}.` }
      for (const port of used) {
        draft.leaks.push({
          kind: 'port',
          what: `tcp ${this.#portsSeen.get(port) ?? ''}:${port}`,
          where: 'held by a process outside the family',
        })
        this.#tellLeak(`port ${port}`)
      }
    }
  }

  #tellLeak(what: string): void {
    this.#around.events.add(this.#run, 'leak-found', `main: left behind: ${what}`)
  }

  async #settled(body: RunBody): Promise<readonly LiveProcess[]> {
    const until = monotonicMs() + SETTLE_MS
    let living = (await body.family?.()) ?? []
    while (living.length > 0 && monotonicMs() < until) {
      await delay(10)
      living = (await body.family?.()) ?? []
    }
    return living
  }

  /** A program that forks while it is being ended: the newcomers get the same, until none comes any more. */
  forceNewcomers(living: readonly LiveProcess[]): void {
    const isNew = ({ pid }: LiveProcess): boolean => this.#run.body?.lastSignalTo?.(pid) !== 'SIGKILL'
    if (this.#forcing || !this.#forceWasSent() || !living.some(isNew)) return
    this.#forcing = true
    const forced = this.#parts.deliverAgain().finally(() => (this.#forcing = false))
    inBackground(forced, 'ending those who came late', this.#run)
  }

  #forceWasSent(): boolean {
    const last = this.#run.draft.sends.at(-1)
    return last?.delivery !== undefined && (last.step.send === 'terminate' || last.step.send === 'SIGKILL')
  }

  #noteGone(family: readonly LiveProcess[]): void {
    const living = [...family, ...(this.#run.body?.familyOf?.leftAlone ?? [])]
    for (const survivor of this.#run.draft.survivors.values()) {
      const { pid, startTime, command } = survivor.process
      if (survivor.goneAt !== undefined || living.some((each) => each.pid === pid && each.startTime === startTime))
        continue
      this.#run.draft.survivorGone(survivor, this.#run.body?.lastSignalTo?.(pid))
      this.#around.events.add(this.#run, 'survivor-ended', `main: survivor is gone: ${command} (process ${pid})`)
    }
  }

  #show(living: readonly LiveProcess[]): void {
    const family: readonly FamilyMember[] = living.map(({ pid, command }) => ({ pid, command, role: 'survivor' }))
    if (isSameFamily(family, this.#run.family)) return
    this.#run.family = family
    this.#parts.changed()
  }
}

/** Who carries the mark, is not the run's to end, and lives. */
function spokenLeftAlone(left: readonly LiveProcess[]): string {
  const names = left.map(({ pid, command }) => `${command} (process ${pid})`).join(', ')
  const are = left.length === 1 ? 'is still running and was' : 'are still running and were'
  return `Left its session with its mark: ${names} ${are} not signalled.`
}

function spokenCount(files: number): string {
  return files === 1 ? 'One file' : `${files} files`
}
