import { politeControl, type Control } from '@contract/kind'
import { receiptSummary } from '@vocabulary/receipt-summary'
import type { Receipt } from '@contract/receipt'
import type { RefusalCode, StopStep } from '@contract/stop'
import { say } from '@vocabulary/sentences/say'
import { type Statement, allOf } from '@contract/statement'
import { inSentence, OUTCOME_WORDS } from '@vocabulary/words'
import { monotonicMs } from '../clock/clock'
import { within } from '../clock/patience'
import { turn } from '../clock/turn'
import { inBackground } from '../in-background'
import type { Written } from '../journal/journal'
import type { BodyEnd, Delivery } from '../kinds/task-kind'
import { forwardedBy } from '../processes/signal-forwarding'
import { buildReceipt } from '../receipts/build-receipt'
import { checkContract } from '../receipts/cleanup-contract'
import { refusalUnseen } from '../processes/refusal'
import { policyFor } from '../stop/standard-policies'
import { StopLadder } from '../stop/stop-ladder'
import type { Aftermath } from './aftermath'
import { closeOutput } from './close-output'
import { endDelegates, sendStep } from './delegates-ending'
import { decideOutcome } from './outcome'
import type { RunPort } from './run-port'
import type { RunFact } from './run-state'
import type { RunSurroundings } from './run-surroundings'
import { spokenGone, withForwarding } from './spoken-events'
import { missingOutput } from './tell-holes'

/** Closing a generator waits this long for its own word, so that the answer can already say that it was turned down. */
const ANSWER_WAIT_MS = 1_000
/** A module that hangs while it loads never starts; a control is then delivered all the same. */
const START_WAIT_MS = 2_000
/** What was sent may be answered for a moment after the body has gone: the receipt waits for it. */
const LATE_WORD_MS = 100

export interface EndingParts {
  readonly around: RunSurroundings
  readonly aftermath: Aftermath
  apply(fact: RunFact): boolean
  changed(): void
  /** Resolves when the receipt was acknowledged by the journal, or is not waited for any more. */
  finished(receipt: Receipt): Promise<Written>
  told(receipt: Receipt): void
}

/** How one run ends: the ladder that is climbed, what is looked at when its body has gone, and the receipt. */
export class RunEnding {
  ladder: StopLadder | undefined
  ladderOver = false
  familyGone = false
  readonly #run: RunPort
  readonly #parts: EndingParts
  #printed = false
  #outputIsLate = false
  #answering: Promise<unknown> = Promise.resolve()
  #delivering: Promise<unknown> = Promise.resolve()
  #resolveStarted: () => void = () => undefined
  #resolveGone: () => void = () => undefined
  readonly #started = new Promise<void>((resolve) => (this.#resolveStarted = resolve))
  readonly #gone = new Promise<void>((resolve) => (this.#resolveGone = resolve))

  constructor(run: RunPort, parts: EndingParts) {
    this.#run = run
    this.#parts = parts
  }

  /** The body can be reached from now on. */
  bodyStarted(): void {
    this.listenForPromise()
    this.#resolveStarted()
  }

  /** Walks the policy for `control`; a ladder that is under way is given up for it. */
  async climb(control: Control, onFirst?: (delivery: Delivery) => void): Promise<void> {
    const { draft, task } = this.#run
    if (!this.ladder) this.listenForPromise()
    this.ladder?.abandon()
    const drafted: number[] = []
    const ladder = new StopLadder({
      policy: policyFor(task.kind, control, 'stopPolicy' in task.spec ? task.spec.stopPolicy : undefined),
      gone: this.#gone,
      deliver: (step, prepared) => {
        const delivery = this.#deliver(step, control, prepared)
        this.#delivering = Promise.allSettled([this.#delivering, delivery])
        return delivery
      },
      onSend: (step, index) => {
        // What was seen now tells why the step before was not enough; whoever outlived the leader has outlived it too.
        if (draft.sends.length > 0 && draft.end) this.#parts.aftermath.noteLiving()
        else if (draft.sends.length > 0) this.#noteRefusal()
        drafted[index] = draft.sent(step)
        this.#tell('step-sent', `step ${index + 1} of ${ladder.steps.length}: ${this.#parts.around.spokenStep(step)}`)
        this.#parts.changed()
      },
      onDelivery: (step, index, delivery) => {
        onFirst?.(delivery)
        if (this.#run.state.phase === 'ended') return
        const told = index === 0 && delivery.delivered === 'yes' ? withForwarding(delivery, draft.forwarded) : delivery
        draft.delivered(drafted[index] ?? -1, told)
        this.#tell('delivered', say(told.evidence))
        this.#parts.aftermath.survivors.noteOutsiders(delivery.outsiders ?? [], step.send)
        if (delivery.refusal) draft.turnedDown(delivery.refusal.code)
      },
    })
    ;[this.ladder, this.ladderOver] = [ladder, false]
    const end = await ladder.walk()
    if (end === 'turned-down') {
      this.ladder = undefined
      this.#parts.apply({ type: 'control-turned-down' })
    }
    this.ladderOver = end === 'exhausted'
    // With its processes gone, what a daemon still runs holds nothing up: the receipt tells it.
    if (end === 'exhausted' && !this.familyGone) this.#stuck()
  }

  /** Closes a generator and waits for its word. `onWord` gets the delivery, where it came in time. */
  closeGenerator<Answer>(control: Control, onWord: (delivery: Delivery | undefined) => Answer): Promise<Answer> {
    const first = new Promise<Delivery>((resolve) =>
      inBackground(this.climb(control, resolve), 'closing a generator', this.#run),
    )
    const gone = this.#gone.then(() => within(LATE_WORD_MS, first))
    const answered = within(ANSWER_WAIT_MS, Promise.race([first, gone])).then(onWord)
    this.#answering = answered
    return answered
  }

  async bodyEnded(end: BodyEnd): Promise<void> {
    const { draft, body, output, task } = this.#run
    const { aftermath } = this.#parts
    if (draft.end) return
    draft.bodyEnded(end)
    aftermath.survivors.leaderEnded(end)
    await aftermath.untilNothingIsLeft(body)
    this.familyGone = true
    await endDelegates(this.#run, this, this.#parts.around.events)
    this.#resolveGone()
    await within(LATE_WORD_MS, this.#delivering)
    await this.#answering
    if ((await body?.release?.()) === 'held') aftermath.stillHeld()
    output.end()
    if (end.how !== 'could-not-start') this.#parts.around.events.add(this.#run, 'gone', spokenGone(task.kind, end))
    await aftermath.inspectLeftovers(body)
    await this.#checkPromises()
    this.#outputIsLate = !(await closeOutput(this.#run, this.#parts.around))
    await this.#finish(end)
  }

  /** It was taken back before it began. */
  withdrawn(): void {
    const end: BodyEnd = { how: 'withdrawn', evidence: { code: 'withdrawn-while-waiting' } }
    this.#run.draft.bodyEnded(end)
    this.#resolveGone()
    inBackground(this.#finish(end), 'writing the receipt', this.#run)
  }

  /** What it waited for did not come, or must not be waited for. */
  couldNotStart(failure: Statement): void {
    if (this.#run.draft.end) return
    const end: BodyEnd = { how: 'could-not-start', evidence: { code: 'never-started' }, failure }
    this.#run.draft.bodyEnded(end)
    this.#resolveGone()
    inBackground(this.#finish(end), 'writing the receipt', this.#run)
  }

  async #deliver(step: StopStep, control: Control, prepared: () => void): Promise<Delivery> {
    const { draft, task } = this.#run
    const { aftermath } = this.#parts
    await within(START_WAIT_MS, Promise.race([this.#started, this.#gone]))
    // That it was asked is written down before a process is signalled; meanwhile its ports are looked up.
    const noted = task.kind === 'process' ? this.#parts.around.account.askNoted(this.#run.id) : undefined
    // Which ports the family holds before the first step is what must be free afterwards.
    if (!draft.end && draft.sends.length <= 1) {
      const since = monotonicMs()
      // A timer could elapse in the turn, after its cancel was accepted.
      const living = task.kind === 'process' ? ((await this.#run.body?.familyOf?.look()) ?? []) : []
      if (task.kind === 'process') await turn()
      aftermath.notePorts(living, since)
      draft.forwarded = forwardedBy(living, step, task.spec, this.#parts.around.table)
    }
    // Only a process: a timer could elapse in the turn that the wait takes.
    if (noted) await noted
    // A signal is sent to a family that is looked up just before: what is delivered then counts from its delivery.
    if (task.kind !== 'process' || typeof step.send !== 'string') prepared()
    return sendStep(this.#run, this, step, control)
  }

  #stuck(): void {
    const why = this.#noteRefusal()
    const survivors = this.#run.family.filter(({ role }) => role === 'survivor' || this.#run.draft.leaderLeft)
    const processes = survivors.map(({ pid, command }) => ({ pid, command }))
    const heldBy = processes.length > 0 ? allOf(why.statement, { code: 'still-alive', processes }) : why.statement
    const stuck = this.#parts.apply({ type: 'ladder-exhausted', refusal: why.code, heldBy })
    if (stuck) this.#tell('stuck', `stuck: ${say(heldBy)}`)
  }

  /** The task's own cleanup contract. */
  async #checkPromises(): Promise<void> {
    const { draft, task } = this.#run
    if (task.spec.kind !== 'process' || draft.end?.how === 'could-not-start') return
    const ground = { table: this.#parts.around.table, draft, printed: this.#printed }
    const { broken, unseenPorts, unseenFiles } = await checkContract(task.spec, ground)
    draft.leaks.push(...broken)
    draft.contractUnseen(unseenPorts, unseenFiles)
    for (const leak of broken) this.#tell('leak-found', `promise not kept: ${leak.what}`)
  }

  /** Listens for what the task promised to print. What was printed before the control was asked does not count. */
  listenForPromise(): void {
    const { spec } = this.#run.task
    const text = spec.kind === 'process' ? spec.expect?.printed : undefined
    if (text === undefined) return
    this.#printed = false
    this.#run.output.heard.for(text, () => (this.#printed = true))
  }

  #noteRefusal(): { readonly code: RefusalCode; readonly statement: Statement } {
    const { draft, body } = this.#run
    const why = body?.whyStillThere?.() ?? refusalUnseen(draft.handled !== undefined)
    draft.refusal = why.code
    draft.whyStillThere = why.statement
    return why
  }

  async #finish(end: BodyEnd): Promise<void> {
    const { draft, task } = this.#run
    const outcome = decideOutcome(end, {
      asked: draft.asked,
      delivered: draft.sentBeforeEnd.some((send) => send.delivery?.delivered === 'yes'),
      handled: draft.handled !== undefined,
      polite: politeControl(task.kind),
      failed: draft.failure !== undefined,
      wentOn: draft.leaderLeft !== undefined,
    })
    const blindSpots = [
      ...this.#parts.around.blindSpots(task),
      ...missingOutput(this.#run.output.log, this.#outputIsLate),
    ]
    const receipt = buildReceipt(this.#run, outcome, draft, blindSpots)
    if (receipt.failure !== undefined) this.#tell('run-failed', say(receipt.failure))
    if (receipt.verdict === 'swallowed') this.#tell('swallowed', 'the cancellation was swallowed')
    this.ladder = undefined
    const recorded = await this.#parts.finished(receipt)
    this.#tell('run-ended', `run ended: ${inSentence(OUTCOME_WORDS[outcome])}`)
    const text = `main: receipt: ${receiptSummary(receipt)}${recorded === 'written' ? '' : ' (not on disk yet)'}`
    this.#parts.around.events.add(this.#run, 'receipt', text, { recorded })
    this.#parts.told(receipt)
  }

  #tell(type: Parameters<RunSurroundings['events']['add']>[1], text: string): void {
    this.#parts.around.events.add(this.#run, type, `main: ${text}`)
  }
}
