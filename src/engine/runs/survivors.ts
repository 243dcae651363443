import type { FoundBy } from '@contract/receipt'
import type { StopMessage } from '@contract/stop'
import type { BodyEnd } from '../kinds/task-kind'
import type { LiveProcess } from '../processes/live-process'
import type { RunPort } from './run-port'
import type { RunSurroundings } from './run-surroundings'

const FOUND: Readonly<Record<FoundBy, string>> = {
  group: 'in its group',
  mark: 'by its mark',
  parent: 'by its parent',
  namespace: 'in its process namespace',
  descriptor: 'by a channel that it was given',
}

export interface SurvivorsParts {
  /** Looks up the ports that it listens on now, and keeps them in mind. */
  portsOf(process: LiveProcess): readonly number[]
  /** The end of the run is that of its whole family: none of them is left behind by its leader. */
  countsAll(): boolean
}

/** Who outlived the leader of a run, or was out of its reach, and had to be ended. */
export class Survivors {
  readonly #run: RunPort
  readonly #around: RunSurroundings
  readonly #parts: SurvivorsParts
  /** Seen at the last look after force, and not dying then either. */
  #notDying = new Set<string>()
  /** Asked one by one while their leader lived and their parent was of the family. */
  readonly #tied: { readonly process: LiveProcess; readonly ports: readonly number[] }[] = []

  constructor(run: RunPort, around: RunSurroundings, parts: SurvivorsParts) {
    this.#run = run
    this.#around = around
    this.#parts = parts
  }

  /** How many were gone after a signal of ours; the others left by themselves. */
  get ended(): number {
    return [...this.#run.draft.survivors.values()].filter(({ lastSignal }) => lastSignal !== undefined).length
  }

  note(process: LiveProcess, ports = this.#parts.portsOf(process)): void {
    this.#add(process, ports, false)
  }

  /** It carries the mark, is not the run's to end, and lives. */
  noteLeftAlone(process: LiveProcess): void {
    this.#add(process, this.#parts.portsOf(process), true)
  }

  #add(process: LiveProcess, ports: readonly number[], leftAlone: boolean): void {
    if (process.foundBy === 'leader' || (!leftAlone && this.#parts.countsAll())) return
    const added = this.#run.draft.survivor(process, ports, leftAlone)
    const how = leftAlone ? 'left alone, found' : 'survivor found'
    const who = `${process.command} (process ${process.pid})`
    if (added) this.#around.events.add(this.#run, 'survivor-found', `main: ${how} ${FOUND[process.foundBy]}: ${who}`)
  }

  /**
   * Those that a signal to the leader's group does not reach, and that were signalled one by one. Force, or a leader that has
   * gone, leaves no doubt: they had to be ended. So had who has no parent left in the family. A worker or a job may leave with
   * its leader, as that has arranged it.
   */
  noteOutsiders(outsiders: readonly LiveProcess[], message: StopMessage): void {
    const isForce = message === 'SIGKILL' || message === 'terminate'
    for (const process of outsiders) {
      const isOnItsOwn = !process.inSession && !process.hasParent
      if (isForce || this.#run.draft.end || isOnItsOwn) this.note(process)
      else if (!process.inSession) this.#tied.push({ process, ports: this.#parts.portsOf(process) })
    }
  }

  /** A leader that died of the signal itself has arranged nothing: whoever is in a session of its own was ended by us. */
  leaderEnded(end: BodyEnd): void {
    const tied = this.#tied.splice(0)
    if (end.exit?.signal) for (const { process, ports } of tied) this.note(process, ports)
  }

  /** One look may fall between a signal that was taken and the death that follows: two in a row do not. */
  noteThoseWhoDoNotDie(living: readonly LiveProcess[]): void {
    const { table } = this.#around
    const notDying = living.filter(({ pid }) => table.lifeSignsOf?.(pid)?.isEnding !== true)
    const keyOf = ({ pid, startTime }: LiveProcess): string => `${pid}:${startTime}`
    for (const process of notDying) if (this.#notDying.has(keyOf(process))) this.note(process)
    this.#notDying = new Set(notDying.map(keyOf))
  }

  noteGone(family: readonly LiveProcess[]): void {
    const living = [...family, ...(this.#run.body?.familyOf?.leftAlone ?? [])]
    for (const survivor of this.#run.draft.survivors.values()) {
      const { pid, startTime, command } = survivor.process
      if (survivor.goneAt !== undefined || living.some((each) => each.pid === pid && each.startTime === startTime))
        continue
      this.#run.draft.survivorGone(survivor, this.#run.body?.lastSignalTo?.(pid))
      this.#around.events.add(this.#run, 'survivor-ended', `main: survivor is gone: ${command} (process ${pid})`)
    }
  }
}
