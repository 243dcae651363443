import type { AfterLeader, FollowChoice, FollowedFact } from '@contract/follow'
import type { ControlAnswer } from '@contract/control-answer'
import { defined } from '@tools/defined'
import { wallMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { BodyEnd, RunBody } from '../kinds/task-kind'
import type { LiveProcess } from '../processes/live-process'
import { goingOn, isAtWork, spokenGoingOn } from './goes-on'
import type { RunPort } from './run-port'
import type { RunSurroundings } from './run-surroundings'
import { isSameFamily } from './same-family'

/** The kernel tells the end of a process to its parent only, which we are not: so we look. */
const LOOK_EVERY_MS = 200
const LOOK_WHILE_ASKED_MS = 25

export interface FollowingParts {
  changed(): void
  /** It goes on with these; `first` is the one that is followed. */
  followed(living: readonly LiveProcess[], first: { readonly pid: number; readonly startTime: string }): void
  /** Whoever is new while the run is being asked gets what the others got. */
  signalNewcomers(living: readonly LiveProcess[]): void
}

/** A run that goes on after its leader has left: because its task says so, or until the person has said what is to become of it. */
export class Following {
  readonly #run: RunPort
  readonly #around: RunSurroundings
  readonly #parts: FollowingParts
  #shown: AfterLeader | undefined
  #members = ''

  constructor(run: RunPort, around: RunSurroundings, parts: FollowingParts) {
    this.#run = run
    this.#around = around
    this.#parts = parts
  }

  get shown(): AfterLeader | undefined {
    return this.#run.state.phase === 'ended' ? undefined : this.#shown
  }

  /** Its end is that of its whole family: none of them is left behind by its leader. */
  get countsAll(): boolean {
    const { draft, task } = this.#run
    return (
      draft.leaderLeft !== undefined || (task.spec.kind === 'process' && task.spec.follow === 'family' && !draft.end)
    )
  }

  get fact(): FollowedFact | undefined {
    const [first] = this.#shown?.goesOn ?? []
    if (!this.#shown || !first) return undefined
    const { leftAt, state } = this.#shown
    return { leftAt, pid: first.pid, command: first.command, decided: state === 'followed' }
  }

  /**
   * `living` outlived a leader that ended by itself. Resolves `false` when they count as left behind, and `true` when they were
   * followed, or asked about, and none of them is alive any more.
   */
  async goOn(body: RunBody, living: readonly LiveProcess[]): Promise<boolean> {
    const { draft, task } = this.#run
    const { spec } = task
    if (spec.kind !== 'process' || !mayGoOn(draft.end, spec.follow)) return false
    const isOver = (): boolean => this.#run.state.phase !== 'running'
    if (spec.follow !== 'family' && !(await isAtWork(body, living, this.#around.table, isOver))) return false
    if (isOver()) return false
    draft.goOn()
    this.#show(spec.follow === 'family' ? 'followed' : 'asked', (await body.family?.())?.living ?? [])
    this.#tellLeft()
    await this.#untilGone(body)
    draft.familyOver()
    return true
  }

  answer(choice: FollowChoice): ControlAnswer {
    if (this.#shown?.state !== 'asked' || this.#run.state.phase !== 'running') {
      return { accepted: false, code: 'not-waiting', reason: { code: 'not-asked-to-follow' } }
    }
    if (choice === 'end') return { accepted: true }
    this.#shown = { ...this.#shown, state: 'followed' }
    this.#around.events.add(this.#run, 'control-answered', `main: follow accepted: ${this.#shown.sentence}`)
    this.#parts.changed()
    return { accepted: true }
  }

  async #untilGone(body: RunBody): Promise<void> {
    for (;;) {
      const asked = this.#run.draft.asked !== undefined
      await delay(asked ? LOOK_WHILE_ASKED_MS : LOOK_EVERY_MS)
      // Nobody is looked for while one of the known lives: the samples find newcomers.
      const known = asked ? [] : (body.familyOf?.knownLiving ?? [])
      const living = known.length > 0 ? known : ((await body.family?.())?.living ?? [])
      if (living.length === 0) return
      this.#show(this.#shown?.state ?? 'followed', living)
      // A program that forks while it is being ended: whoever is new gets what the others got.
      if (this.#run.draft.asked) this.#parts.signalNewcomers(living)
    }
  }

  /** Who goes on is told anew when it is somebody else. */
  #show(state: AfterLeader['state'], living: readonly LiveProcess[]): void {
    const members = `${living.map(({ pid }) => pid).join(' ')} on ${(this.#run.extras.ports ?? []).join(' ')}`
    if (members === this.#members) return
    this.#members = members
    const goesOn = goingOn(living, this.#around.table)
    const leader = this.#run.draft.leaderLeft
    this.#shown = {
      state,
      leftAt: this.#shown?.leftAt ?? wallMs(),
      ...defined({ exit: leader?.exit }),
      goesOn,
      count: living.length,
      sentence: spokenGoingOn(goesOn, living.length),
    }
    const [first] = goesOn
    if (first && first.pid !== this.#run.pid) {
      this.#run.pid = first.pid
      const startTime = living.find(({ pid }) => pid === first.pid)?.startTime ?? ''
      this.#parts.followed(living, { pid: first.pid, startTime })
    }
    const family = living.map(({ pid, command }) => ({ pid, command, role: 'member' as const }))
    if (!isSameFamily(family, this.#run.family)) this.#run.family = family
    this.#parts.changed()
  }

  #tellLeft(): void {
    const { sentence = '', state } = this.#shown ?? {}
    const question = state === 'asked' ? ' Is it followed, or ended? Until somebody says so it is left alone.' : ''
    const text = `main: its leader has left with exit code 0; ${sentence}.${question}`
    this.#around.events.add(this.#run, 'leader-left', text)
  }
}

/** A leader that failed is not followed; how a process that was found after a crash exits is told to nobody. */
function mayGoOn(end: BodyEnd | undefined, follow: 'leader' | 'family' | undefined): boolean {
  if (end?.how !== 'exited' || follow === 'leader') return false
  return end.exit === undefined ? follow === 'family' : end.exit.code === 0
}
