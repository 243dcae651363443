import type { RunId } from '@contract/ids'
import { politeControl, type Control } from '@contract/kind'
import type { Receipt } from '@contract/receipt'
import type { FamilyMember, RunSnapshot } from '@contract/run'
import type { Statement } from '@contract/statement'
import type { ControlAnswer } from '@contract/control-answer'
import type { Ask } from '@contract/stop'
import type { Task, TaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { say } from '@vocabulary/sentences/say'
import { commandLineOf } from '@vocabulary/command-line'
import { wallMs } from '../clock/clock'
import { inBackground } from '../in-background'
import type { Written } from '../journal/journal'
import type { RunBody, StartRequest } from '../kinds/task-kind'
import type { LiveProcess } from '../processes/live-process'
import { ReceiptDraft } from '../receipts/receipt-draft'
import { Aftermath } from './aftermath'
import { hurried, JOINED, JUST_BEGUN, refusalOf } from './control-offers'
import { Following } from './following'
import { guardedStart } from './guarded-start'
import { RunEnding } from './run-ending'
import { RunOutput } from './run-output'
import { reportTo } from './run-report'
import type { RunExtras, RunPort } from './run-port'
import { runSnapshot } from './run-snapshot'
import { askedOf, joinsAsked, nextRunState, type Asked, type RunFact, type RunState } from './run-state'
import type { RunSurroundings } from './run-surroundings'
import { isSameFamily } from './same-family'
import { answerOf, spokenAnswer, spokenStart } from './spoken-events'

/** Who holds runs: told of each of them. */
export interface RunOwner {
  /** The run's snapshot is new: tell those who listen. */
  changed(run: Run): void
  /** Only what it printed is new: tell them when it is convenient. */
  changedSoon(run: Run): void
  phaseChanged(run: Run): void
  ended(run: Run): void
  /** Its leader has left, and it goes on with these; `first` is the one that is followed. */
  followed(run: Run, living: readonly LiveProcess[], first: { readonly pid: number; readonly startTime: string }): void
  /** Takes a pending run out of whatever it waits in. False when it has just left it. */
  withdraw(run: Run): boolean
}

/** One execution of a task, from the request until nothing of it is left. It ends exactly once. */
export class Run implements RunPort {
  readonly id: RunId
  readonly task: Task
  readonly output: RunOutput
  readonly aftermath: Aftermath
  readonly following: Following
  /** Settles when nothing is left of the run, and its receipt is in the journal or known not to get there now. */
  readonly ended: Promise<Receipt>
  readonly createdAt = wallMs()
  /** Of a task that asks for one: the one of the settings until it starts, then the one that it was started with. */
  #shell: string | undefined
  draft = new ReceiptDraft()
  progress: number | undefined
  pid: number | undefined
  family: readonly FamilyMember[] = []
  /** What others found out about it, as the snapshot shows it. */
  extras: RunExtras = {}
  /** It was stopped because it failed us, not because somebody asked. */
  failedByUs = false
  readonly #around: RunSurroundings & RunOwner
  readonly #ending: RunEnding
  #state: RunState
  #body: RunBody | undefined
  #receipt: Receipt | undefined
  #revision = 0
  #snapshot: RunSnapshot | undefined
  #resolveEnded: (receipt: Receipt) => void = () => undefined

  constructor(id: RunId, task: Task, around: RunSurroundings & RunOwner, waitingFor: Statement) {
    this.id = id
    this.task = task
    this.#around = around
    this.#state = { phase: 'pending', waitingFor }
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve))
    this.output = new RunOutput(
      around.outputPath(id),
      task.spec.kind === 'process' ? task.spec.keepOutputBytes : undefined,
      {
        line: (text, stream) => around.events.add(this, 'line', text, { stream }),
        skipped: (text) => around.events.add(this, 'lines-skipped', text),
        changed: () => around.changedSoon(this),
      },
    )
    this.following = new Following(this, around, {
      changed: () => this.#changed(),
      followed: (living, first) => around.followed(this, living, first),
      signalNewcomers: (living) => this.aftermath.signalNewcomers(living),
    })
    this.aftermath = new Aftermath(this, around, {
      goOn: (body, living) => this.following.goOn(body, living),
      countsAll: () => this.following.countsAll,
      endLeftBehind: () => this.#endLeftBehind(),
      changed: () => this.#changed(),
      stepSent: () => this.#ending.ladder?.current ?? -1,
      deliverAgain: () => this.#body?.deliver('terminate', 'terminate') ?? Promise.resolve(),
    })
    this.#ending = new RunEnding(this, {
      around,
      aftermath: this.aftermath,
      apply: (fact) => this.#apply(fact),
      changed: () => this.#changed(),
      finished: (receipt) => this.#finished(receipt),
      told: (receipt) => this.#told(receipt),
    })
  }

  get state(): RunState {
    return this.#state
  }

  get commandLine(): string | undefined {
    return commandLineOf(this.task.spec, this.#shell ?? this.#around.shell())
  }

  get body(): RunBody | undefined {
    return this.#body
  }

  /** Starts the body. The caller has made sure that nothing is waited for any more. */
  begin(start: (request: StartRequest<TaskSpec>) => RunBody): void {
    if (!this.#apply({ type: 'begun' })) return
    const { id: runId, task } = this
    const report = reportTo(this, {
      started: (pid) => this.#bodyStarted(pid),
      ended: (end) => inBackground(this.#ending.bodyEnded(end), 'writing the receipt', this),
      changedSoon: () => this.#around.changedSoon(this),
      around: this.#around,
    })
    this.#shell = this.#around.shell()
    const request = { runId, taskId: task.id, name: task.name, spec: task.spec, shell: this.#shell, report }
    this.#body = guardedStart(() => start(request), this.#ending)
  }

  waitFor(waitingFor: Statement): void {
    this.#apply({ type: 'waits', waitingFor })
  }

  async control(control: Control, ask: Ask): Promise<ControlAnswer> {
    const refusal = refusalOf(this.task.kind, this.#state, control)
    if (refusal) return this.#answer(control, ask, { accepted: false, code: refusal.code, reason: refusal.why })
    const { origin = 'user', reason } = ask
    const asked: Asked = { control, origin, ...defined({ reason }) }
    if (this.#state.phase === 'pending') return this.#withdraw(asked, ask)
    if (joinsAsked(this.#state, control)) return this.#answer(control, ask, JOINED)
    this.#apply({ type: 'control-accepted', asked })
    this.draft.accepted(askedOf(this.#state) ?? asked)
    // Only a generator can turn an accepted control down, by yielding inside its finally: its answer waits for that.
    if (control !== 'terminate' && this.task.kind === 'generator') {
      return this.#ending.closeGenerator(control, (delivery) => this.#answer(control, ask, answerOf(delivery)))
    }
    const answer = this.#answer(control, ask, { accepted: true })
    this.#climb(control)
    return answer
  }

  /** The next step of a stop that is under way, without waiting out this one's patience. */
  hurry(): ControlAnswer {
    return hurried(this.#state, this.#ending.ladder)
  }

  snapshot(): RunSnapshot {
    this.#snapshot ??= runSnapshot(this, {
      revision: this.#revision,
      ladder: this.#ending.ladder,
      receipt: this.#receipt,
      blindSpots: this.#around.blindSpots(this.task),
    })
    return this.#snapshot
  }

  showFamily(family: readonly FamilyMember[]): void {
    if (isSameFamily(family, this.family) || this.draft.end) return
    this.family = family
    this.#changed()
  }

  show(extras: RunExtras): void {
    this.extras = { ...this.extras, ...extras }
    this.#changed()
  }

  /** It counts as failed for this reason, and is asked to end. */
  fail(failure: Statement): void {
    this.failedByUs = true
    this.draft.failure = failure
    if (this.#state.phase === 'pending') return this.#ending.couldNotStart(failure)
    const ask = { origin: 'time-limit', reason: say(failure) } as const
    inBackground(this.control(politeControl(this.task.kind), ask), 'stopping what has failed', this)
  }

  /** The engine has closed and it is still there: it is let go of, and nothing more is told of it. */
  leave(): void {
    this.#ending.ladder?.abandon()
    this.#body?.letGo?.()
  }

  /** Something that the snapshot shows has changed. */
  touch(): void {
    this.#revision += 1
    this.#snapshot = undefined
  }

  /** The leader left by itself and left family behind: it is ended by the task's own policy, and nobody is said to have asked. */
  #endLeftBehind(): void {
    // Somebody may have asked since the leader left: then their ladder ends the family.
    if (this.#state.phase !== 'running' && this.#state.phase !== 'starting') return
    const asked: Asked = { control: politeControl(this.task.kind), origin: 'leader-exit' }
    this.draft.accepted(asked)
    if (this.#apply({ type: 'control-accepted', asked })) this.#climb('stop')
  }

  #climb(control: Control): void {
    inBackground(this.#ending.climb(control), 'asking it to end', this)
  }

  #bodyStarted(pid: number | undefined): void {
    this.draft.started()
    this.pid = pid
    this.#ending.bodyStarted()
    if (this.#state.phase === 'starting') this.#apply({ type: 'body-started' })
    else this.#changed()
    this.#around.events.add(this, 'run-started', spokenStart(this.task.kind, pid))
  }

  async #finished(receipt: Receipt): Promise<Written> {
    this.#receipt = receipt
    this.family = []
    this.#apply({ type: 'gone', outcome: receipt.outcome })
    this.#around.ended(this)
    const recorded = await this.#around.account.ended(this, receipt)
    this.show({ recorded })
    return recorded
  }

  /** What an ended run shows is in its receipt: what led to it would be held for nothing, twenty kilobytes a run. */
  #told(receipt: Receipt): void {
    this.#resolveEnded(receipt)
    if (this.#body?.guarantee !== undefined) this.extras = { guarantee: this.#body.guarantee, ...this.extras }
    this.#body = undefined
    this.draft = this.draft.afterReceipt()
    this.output.over()
  }

  #withdraw(asked: Asked, ask: Ask): ControlAnswer {
    if (!this.#around.withdraw(this)) return this.#answer(asked.control, ask, JUST_BEGUN)
    this.draft.accepted(asked)
    const answer = this.#answer(asked.control, ask, { accepted: true })
    this.#ending.withdrawn()
    return answer
  }

  #answer(control: Control, ask: Ask, answer: ControlAnswer): ControlAnswer {
    if (this.#state.phase !== 'ended') this.draft.answered(control, ask, answer)
    const text = spokenAnswer(this.task.kind, control, answer)
    this.#around.events.add(this, answer.accepted ? 'control-answered' : 'refused', text)
    this.#changed()
    return answer
  }

  #apply(fact: RunFact): boolean {
    const next = nextRunState(this.#state, fact)
    if (next === this.#state) return false
    this.#state = next
    // The end is shown when it is written down.
    if (next.phase === 'ended') this.touch()
    else this.#changed()
    this.#around.phaseChanged(this)
    return true
  }

  #changed(): void {
    this.touch()
    this.#around.changed(this)
  }
}
