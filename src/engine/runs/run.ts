import type { RunId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { Receipt } from '@contract/receipt'
import type { FamilyMember, RunSnapshot } from '@contract/run'
import type { Ask, ControlAnswer } from '@contract/stop'
import type { Task, TaskSpec } from '@contract/task'
import { delay } from '../clock/patience'
import { wallMs } from '../clock/clock'
import type { BodyEnd, Delivery, RunBody, StartRequest } from '../kinds/task-kind'
import { buildReceipt } from '../receipts/build-receipt'
import { ReceiptDraft } from '../receipts/receipt-draft'
import { policyFor } from '../stop/standard-policies'
import { StopLadder } from '../stop/stop-ladder'
import { Aftermath } from './aftermath'
import { politeControl, refusalOf } from './control-offers'
import { decideOutcome } from './outcome'
import { reportTo } from './run-report'
import { RunOutput } from './run-output'
import { runSnapshot } from './run-snapshot'
import { nextRunState, type Asked, type RunFact, type RunState } from './run-state'
import type { RunSurroundings } from './run-surroundings'
import { spokenAnswer, spokenGone } from './spoken-events'

/** A cancel waits this long for the body's own word, so that the answer can already say that it was turned down. */
const ANSWER_WAIT_MS = 1_000
/** A module that hangs while it loads never starts; a control is then delivered all the same. */
const START_WAIT_MS = 2_000

/** One execution of a task, from the request until nothing of it is left. It ends exactly once. */
export class Run {
  readonly id: RunId
  readonly task: Task
  readonly draft = new ReceiptDraft()
  readonly output: RunOutput
  readonly ended: Promise<Receipt>
  readonly #around: RunSurroundings
  readonly #createdAt = wallMs()
  #state: RunState
  #body: RunBody | undefined
  #ladder: StopLadder | undefined
  #receipt: Receipt | undefined
  #revision = 0
  #snapshot: RunSnapshot | undefined
  progress: number | undefined
  pid: number | undefined
  family: readonly FamilyMember[] = []
  #resolveEnded: (receipt: Receipt) => void = () => undefined
  #resolveStarted: () => void = () => undefined
  #resolveGone: () => void = () => undefined
  readonly #started = new Promise<void>((resolve) => (this.#resolveStarted = resolve))
  readonly #gone = new Promise<void>((resolve) => (this.#resolveGone = resolve))

  constructor(id: RunId, task: Task, around: RunSurroundings, waitingFor: string) {
    this.id = id
    this.task = task
    this.#around = around
    this.#state = { phase: 'pending', waitingFor }
    this.ended = new Promise((resolve) => (this.#resolveEnded = resolve))
    this.output = new RunOutput(around.outputPath(id), {
      line: (text, stream) => around.events.add(this, 'line', text, stream),
      skipped: (text) => around.events.add(this, 'lines-skipped', text),
      changed: () => around.changedSoon(this),
    })
  }

  get state(): RunState {
    return this.#state
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
      ended: (end) => void this.#bodyEnded(end),
      events: this.#around.events,
      changed: () => this.#changed(),
    })
    this.#body = start({ runId, taskId: task.id, name: task.name, spec: task.spec, report })
  }

  waitFor(waitingFor: string): void {
    this.#apply({ type: 'waits', waitingFor })
  }

  async control(control: Control, ask: Ask): Promise<ControlAnswer> {
    const refusal = refusalOf(this.task.kind, this.#state, control)
    if (refusal) return this.#answer(control, ask, { accepted: false, code: refusal.code, reason: refusal.why })
    const asked: Asked = {
      control,
      origin: ask.origin ?? 'user',
      ...(ask.reason !== undefined && { reason: ask.reason }),
    }
    if (this.#state.phase === 'pending') return this.#withdraw(asked, ask)
    if (this.#joins(control))
      return this.#answer(control, ask, {
        accepted: true,
        reason: 'It is already being asked: this ask joins the first.',
      })
    this.draft.accepted(asked)
    this.#apply({ type: 'control-accepted', asked })
    if (control !== 'cancel') {
      const answer = this.#answer(control, ask, { accepted: true })
      void this.#climb(control)
      return answer
    }
    return this.#answer(control, ask, await this.#cancelAnswer())
  }

  /** The next step of a stop that is under way, without waiting out this one's patience. */
  hurry(): ControlAnswer {
    if (!this.#ladder || this.#state.phase !== 'stopping') {
      return { accepted: false, code: 'not-waiting', reason: 'No stop is under way whose next step could be hurried.' }
    }
    this.#ladder.hurry()
    return { accepted: true }
  }

  snapshot(): RunSnapshot {
    this.#snapshot ??= runSnapshot(this, {
      revision: this.#revision,
      createdAt: this.#createdAt,
      ladder: this.#ladder,
      receipt: this.#receipt,
      blindSpots: this.#around.blindSpots(this.task),
    })
    return this.#snapshot
  }

  showFamily(family: readonly FamilyMember[]): void {
    const same = family.length === this.family.length && family.every((member, i) => member.pid === this.family[i]?.pid)
    if (same || this.draft.end) return
    this.family = family
    this.#changed()
  }

  /** Something that the snapshot shows has changed. */
  touch(): void {
    this.#revision += 1
    this.#snapshot = undefined
  }

  /** The leader left by itself and left family behind: it is ended by the task's own policy, and nobody is said to have asked. */
  endLeftBehind(): void {
    const asked: Asked = { control: politeControl(this.task.kind), origin: 'leader-exit' }
    this.draft.accepted(asked)
    if (this.#apply({ type: 'control-accepted', asked })) void this.#climb('stop')
  }

  /** A harder control replaces a softer one; the same control, asked twice, is asked once. A stuck run may be asked again. */
  #joins(control: Control): boolean {
    return this.#state.phase === 'stopping' && (control !== 'terminate' || this.#state.asked.control === 'terminate')
  }

  async #cancelAnswer(): Promise<ControlAnswer> {
    const first = new Promise<Delivery>((resolve) => void this.#climb('cancel', resolve))
    const delivery = await Promise.race([first, delay(ANSWER_WAIT_MS)])
    const refusal = delivery?.refusal
    return refusal ? { accepted: false, code: refusal.code, reason: refusal.reason } : { accepted: true }
  }

  async #climb(control: Control, onFirst?: (delivery: Delivery) => void): Promise<void> {
    this.#ladder?.abandon()
    const { spec, kind } = this.task
    const drafted: number[] = []
    const ladder = new StopLadder({
      policy: policyFor(kind, control, 'stopPolicy' in spec ? spec.stopPolicy : undefined),
      gone: this.#gone,
      deliver: async (step) => {
        await Promise.race([this.#started, this.#gone, delay(START_WAIT_MS)])
        await this.#notePortsOnce()
        const nobody: Delivery = { delivered: 'no', evidence: 'There was nobody to deliver to.' }
        return this.#body?.deliver(step.send, control) ?? nobody
      },
      onSend: (step, index) => {
        drafted[index] = this.draft.sent(step)
        this.#around.events.add(
          this,
          'step-sent',
          `main: step ${index + 1} of ${ladder.steps.length}: ${this.#around.spokenStep(step)}`,
        )
        this.#changed()
      },
      onDelivery: (_step, index, delivery) => {
        onFirst?.(delivery)
        this.draft.delivered(drafted[index] ?? -1, delivery)
        this.#around.events.add(this, 'delivered', `main: ${delivery.evidence}`)
        for (const outsider of delivery.outsiders ?? []) this.aftermath.noteSurvivor(outsider)
        if (delivery.refusal) this.draft.turnedDown(delivery.refusal.code)
      },
    })
    this.#ladder = ladder
    const end = await ladder.walk()
    if (end === 'turned-down') {
      this.#ladder = undefined
      this.#apply({ type: 'control-turned-down' })
    }
    if (end === 'exhausted') this.#stuck()
  }

  readonly aftermath: Aftermath = new Aftermath(this, () => this.#around, {
    changed: () => this.#changed(),
    stepsSent: () => this.#ladder?.current ?? -1,
    deliverAgain: () => this.#body?.deliver('terminate', 'terminate'),
  })

  /** Before the first step: which ports the family holds now is what must be free afterwards. */
  async #notePortsOnce(): Promise<void> {
    if (this.draft.end || this.draft.sends.length > 1) return
    this.aftermath.notePorts((await this.#body?.family?.()) ?? [])
  }

  #stuck(): void {
    const why = this.#whyStillThere()
    this.draft.refusal = why.code
    this.draft.refusalSentence = why.sentence
    const survivors = this.family.filter((member) => member.role === 'survivor')
    const heldBy =
      survivors.length > 0
        ? `${why.sentence} Still alive: ${survivors.map((m) => `${m.command} (${m.pid})`).join(', ')}.`
        : why.sentence
    if (this.#apply({ type: 'ladder-exhausted', refusal: why.code, heldBy }))
      this.#around.events.add(this, 'stuck', `main: stuck: ${heldBy}`)
  }

  #whyStillThere(): { readonly code: NonNullable<ControlAnswer['code']>; readonly sentence: string } {
    const seen = this.#body?.whyStillThere?.()
    if (seen) return seen
    return this.draft.handled
      ? { code: 'handler-did-not-exit', sentence: 'It took notice, and did not end.' }
      : { code: 'unresponsive', sentence: 'It has not looked at what was sent.' }
  }

  #bodyStarted(pid: number | undefined): void {
    this.draft.started()
    this.pid = pid
    this.#resolveStarted()
    if (this.#state.phase === 'starting') this.#apply({ type: 'body-started' })
    else this.#changed()
    this.#around.events.add(
      this,
      'run-started',
      `main: ${this.task.kind} has started${pid === undefined ? '' : ` as process ${pid}`}`,
    )
  }

  async #bodyEnded(end: BodyEnd): Promise<void> {
    if (this.draft.end) return
    this.draft.bodyEnded(end)
    const ladderWasAt = this.#ladder?.current ?? 0
    // Several steps were needed: say why the first was not enough, from what was seen when it was sent.
    if (ladderWasAt > 0 && this.draft.refusal === undefined) {
      const why = this.#whyStillThere()
      this.draft.refusal = why.code
      this.draft.refusalSentence = why.sentence
    }
    await this.aftermath.untilNothingIsLeft(this.#body)
    this.#resolveGone()
    await this.#body?.release?.()
    this.output.end()
    if (end.how !== 'could-not-start') this.#around.events.add(this, 'gone', spokenGone(this.task.kind, end))
    await this.aftermath.inspectLeftovers(this.#body)
    this.#finish(end)
  }

  #finish(end: BodyEnd): void {
    const { draft } = this
    const outcome = decideOutcome(end, {
      asked: draft.asked,
      delivered: draft.sends.some((send) => send.delivery?.delivered === 'yes' && send.at <= (draft.end?.at ?? 0)),
      handled: draft.handled !== undefined,
    })
    this.#receipt = buildReceipt(this, outcome, draft, this.#around.blindSpots(this.task))
    if (this.#receipt.failure !== undefined)
      this.#around.events.add(this, 'run-failed', `main: ${this.#receipt.failure}`)
    if (this.#receipt.verdict === 'swallowed')
      this.#around.events.add(this, 'swallowed', 'main: the cancellation was swallowed')
    this.#ladder = undefined
    this.family = []
    this.#apply({ type: 'gone', outcome })
    this.#around.events.add(this, 'run-ended', `main: run ended: ${outcome}`)
    this.#around.events.add(this, 'receipt', `main: receipt: ${this.#receipt.summary}`)
    this.#around.ended(this)
    this.#resolveEnded(this.#receipt)
  }

  #withdraw(asked: Asked, ask: Ask): ControlAnswer {
    if (!this.#around.withdraw(this)) {
      return this.#answer(asked.control, ask, {
        accepted: false,
        code: 'already-running',
        reason: 'It has just begun to run.',
      })
    }
    this.draft.accepted(asked)
    const answer = this.#answer(asked.control, ask, { accepted: true })
    const end: BodyEnd = { how: 'withdrawn', evidence: 'It was withdrawn while it waited: it never started.' }
    this.draft.bodyEnded(end)
    this.#resolveGone()
    this.#finish(end)
    return answer
  }

  #answer(control: Control, ask: Ask, answer: ControlAnswer): ControlAnswer {
    if (this.#state.phase !== 'ended') this.draft.answered(control, ask, answer)
    this.#around.events.add(
      this,
      answer.accepted ? 'control-answered' : 'refused',
      spokenAnswer(this.task.kind, control, answer),
    )
    this.#changed()
    return answer
  }

  #apply(fact: RunFact): boolean {
    const next = nextRunState(this.#state, fact)
    if (next === this.#state) return false
    this.#state = next
    this.#changed()
    return true
  }

  #changed(): void {
    this.touch()
    this.#around.changed(this)
  }
}
