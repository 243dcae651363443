import { verbatim } from '../../../src/contract/statement'
import fc from 'fast-check'
import { asRunId, asTaskId } from '@contract/ids'
import { CONTROLS, KINDS, type Control, type Kind } from '@contract/kind'
import type { Receipt } from '@contract/receipt'
import type { Phase } from '@contract/run'
import type { ControlAnswer } from '@contract/control-answer'
import { SIGNALS, type StopMessage, type StopPolicy } from '@contract/stop'
import type { Task, TaskSpec } from '@contract/task'
import { EventLog } from '@engine/events/event-log'
import { MemoryJournal } from '@engine/journal/memory-journal'
import type { BodyReport, Delivery, RunBody } from '@engine/kinds/task-kind'
import type { FamilySight, LiveProcess } from '@engine/processes/live-process'
import { platformProcessTable } from '@engine/processes/platform-table'
import { RunAccount } from '@engine/recovery/run-account'
import { Run } from '@engine/runs/run'
import { refusalOf } from '@engine/runs/control-offers'
import { aroundARun } from '../../support/around-a-run'

/** What happens to one run from outside, in any order and at any time. */
export type Happening =
  | { readonly do: 'begin' }
  | { readonly do: 'start' }
  | { readonly do: 'start fails' }
  | { readonly do: 'exit'; readonly code: number }
  | { readonly do: 'stray exits' }
  | { readonly do: 'control'; readonly control: Control }
  | { readonly do: 'hurry' }
  | { readonly do: 'wait'; readonly ms: number }

/** What becomes of one message: how long it takes to be delivered, what is known then, and who leaves of it, and when. */
export interface Reaction {
  readonly takesMs: number
  readonly delivered: Delivery['delivered']
  readonly turnedDown: boolean
  readonly leaderLeaves: boolean
  readonly strayLeaves: boolean
  readonly afterMs: number
}

export interface Life {
  readonly kind: Kind
  readonly policy: StopPolicy
  readonly hasStray: boolean
  readonly reactions: readonly Reaction[]
  readonly happenings: readonly Happening[]
}

const ms = fc.constantFrom(0, 1, 5, 20, 99, 100, 101, 250, 1_000, 2_500)
const workloadSend = fc.constantFrom('ask' as const, 'terminate' as const)
const send = fc.oneof(workloadSend, fc.constantFrom(...SIGNALS))
const policyOf = (kind: Kind): fc.Arbitrary<StopPolicy> =>
  fc.array(fc.record({ send: kind === 'process' ? send : workloadSend, patienceMs: ms }), {
    minLength: 1,
    maxLength: 3,
  })
const happening: fc.Arbitrary<Happening> = fc.oneof(
  { weight: 2, arbitrary: fc.constant({ do: 'start' as const }) },
  { weight: 1, arbitrary: fc.constant({ do: 'start fails' as const }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('exit' as const), code: fc.constantFrom(0, 1, 137) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'stray exits' as const }) },
  { weight: 5, arbitrary: fc.record({ do: fc.constant('control' as const), control: fc.constantFrom(...CONTROLS) }) },
  { weight: 1, arbitrary: fc.constant({ do: 'hurry' as const }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('wait' as const), ms }) },
)
const reaction: fc.Arbitrary<Reaction> = fc.record({
  takesMs: ms,
  delivered: fc.constantFrom('yes' as const, 'no' as const, 'unknown' as const),
  turnedDown: fc.boolean(),
  leaderLeaves: fc.boolean(),
  strayLeaves: fc.boolean(),
  afterMs: ms,
})

export const lives: fc.Arbitrary<Life> = fc.constantFrom(...KINDS).chain((kind) =>
  fc.record({
    kind: fc.constant(kind),
    policy: policyOf(kind),
    hasStray: fc.boolean(),
    reactions: fc.array(reaction, { maxLength: 4 }),
    happenings: fc
      .tuple(fc.array(happening, { maxLength: 3 }), fc.array(happening, { maxLength: 9 }))
      .map(([before, after]) => [...before, { do: 'begin' as const }, ...after]),
  }),
)

/** Beyond the largest number that Linux gives: nobody has them. */
const LEADER = 5_000_001
const STRAY = 5_000_002
const FORCE: ReadonlySet<StopMessage> = new Set(['terminate', 'SIGKILL'])
const table = platformProcessTable()

export interface Lived {
  readonly phases: readonly Phase[]
  readonly answers: readonly ControlAnswer[]
  readonly asked: number
  readonly receipt: Receipt
  readonly events: readonly string[]
  /** A control was accepted before the body ended. */
  readonly askedInTime: boolean
  readonly exitCode: number | undefined
  readonly run: Run
}

/** Lives one life on the run of the engine, with a scripted operating system under it. `pass` lets time go by. */
export async function liveThrough(life: Life, pass: (ms: number) => Promise<unknown>): Promise<Lived> {
  const body = new ScriptedBody(life)
  const log = new EventLog()
  const events: string[] = []
  log.listen((event) => void events.push(event.type))
  const phases: Phase[] = []
  const answers: ControlAnswer[] = []
  let asked = 0
  let askedInTime = false
  const task: Task = {
    id: asTaskId('task'),
    name: 't',
    kind: life.kind,
    spec: specOf(life),
    createdAt: 0,
    saved: false,
  }
  const run = new Run(
    asRunId('run'),
    task,
    aroundARun({
      events: log,
      table,
      account: new RunAccount(new MemoryJournal(), log, 'instance'),
      phaseChanged: ({ state }) => void phases.push(state.phase),
      withdraw: ({ state }) => state.phase === 'pending',
      spokenStep: ({ patienceMs }) => `a step of ${patienceMs} ms`,
    }),
    { code: 'wait-turn' },
  )
  const control = (name: Control): void => {
    asked += 1
    const inTime = !body.hasEnded
    if (inTime && run.state.phase !== 'ended' && !refusalOf(life.kind, run.state, name)) askedInTime = true
    void run.control(name, {}).then((answer) => answers.push(answer))
  }
  const steps: Readonly<Record<Happening['do'], (happening: Happening) => unknown>> = {
    begin: () => {
      if (run.state.phase === 'pending') run.begin(({ report }) => body.begunWith(report))
    },
    start: () => body.start(),
    'start fails': () => body.failToStart(),
    exit: (each) => each.do === 'exit' && body.exit(each.code),
    'stray exits': () => body.strayExits(),
    control: (each) => {
      if (each.do === 'control') control(each.control)
    },
    hurry: () => run.hurry(),
    wait: (each) => each.do === 'wait' && pass(each.ms),
  }
  for (const each of life.happenings) await steps[each.do](each)
  // Whatever was left open ends now, as everything does at last.
  await pass(5_000)
  body.exit(0)
  body.strayExits()
  await pass(60_000)
  const receipt = await Promise.race([run.ended, Promise.resolve().then(() => undefined)])
  if (!receipt) throw new Error(`It never ended: ${JSON.stringify(run.state)}, ${events.join(' ')}`)
  return { phases, answers, asked, receipt, events, askedInTime, exitCode: body.exitCode, run }
}

function specOf({ kind, policy }: Life): TaskSpec {
  switch (kind) {
    case 'process':
      return { kind, name: 't', command: 'x', stopPolicy: policy }
    case 'timer':
      return { kind, name: 't', delayMs: 1, action: { log: 'x' } }
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return { kind, name: 't', workload: 'lab/ticker', stopPolicy: policy }
  }
}

/** A body as the port promises it: `ended` is told once, and everything else is as the script has it. */
class ScriptedBody implements RunBody {
  hasEnded = false
  exitCode: number | undefined
  readonly #life: Life
  #report: BodyReport | undefined
  #started = false
  #strayLives: boolean
  #deliveries = 0

  constructor(life: Life) {
    this.#life = life
    this.#strayLives = life.hasStray && life.kind === 'process'
  }

  begunWith(report: BodyReport): RunBody {
    this.#report = report
    return this
  }

  start(): void {
    if (!this.#report || this.#started || this.hasEnded) return
    this.#started = true
    this.#report.started(this.#life.kind === 'process' ? { pid: LEADER } : {})
  }

  failToStart(): void {
    if (!this.#report || this.#started || this.hasEnded) return
    this.hasEnded = true
    this.#strayLives = false
    this.#report.ended({
      how: 'could-not-start',
      evidence: verbatim('Nothing was made.'),
      failure: verbatim('It could not start.'),
    })
  }

  exit(code: number): void {
    if (!this.#report || this.hasEnded) return
    this.hasEnded = true
    this.exitCode = code
    const how = this.#life.kind === 'process' ? 'exited' : code === 0 ? 'returned' : 'threw'
    this.#report.ended({
      how,
      evidence: verbatim('Its exit was seen.'),
      exit: { code, signal: null },
      ...(how === 'threw' && { failure: verbatim('It threw.') }),
    })
  }

  strayExits(): void {
    this.#strayLives = false
  }

  async deliver(message: StopMessage): Promise<Delivery> {
    const reaction = this.#life.reactions[this.#deliveries++]
    // Force that is delivered works: what it cannot end at all is tried by other tests.
    const forced = FORCE.has(message)
    if (!reaction) {
      if (forced) this.#leave(0, true, true)
      return { delivered: 'yes', evidence: verbatim('It was sent.') }
    }
    await new Promise((resolve) => setTimeout(resolve, reaction.takesMs))
    if (reaction.delivered !== 'no') {
      this.#leave(reaction.afterMs, forced || reaction.leaderLeaves, forced || reaction.strayLeaves)
    }
    const refusal = { code: 'close-ignored', reason: { code: 'close-ignored', next: 'gave-value' } } as const
    const mayTurnDown = this.#life.kind === 'generator' && message === 'ask' && !this.hasEnded
    return {
      delivered: reaction.delivered,
      evidence: verbatim('It was sent.'),
      ...(mayTurnDown && reaction.turnedDown && { refusal }),
    }
  }

  family(): Promise<FamilySight> {
    const living = this.#living()
    const absence = { sure: true, evidence: verbatim('Nobody of it is there.') }
    return Promise.resolve(living.length > 0 ? { living } : { living, absence })
  }

  #living(): readonly LiveProcess[] {
    if (this.#life.kind !== 'process') return []
    const living: LiveProcess[] = []
    const one = { startTime: '1', inGroup: true, inSession: true, hasParent: false }
    if (!this.hasEnded && this.#started) living.push({ ...one, pid: LEADER, command: 'leader', foundBy: 'leader' })
    if (this.#strayLives && this.#started) living.push({ ...one, pid: STRAY, command: 'stray', foundBy: 'mark' })
    return living
  }

  #leave(afterMs: number, leader: boolean, stray: boolean): void {
    setTimeout(() => {
      if (stray) this.strayExits()
      if (leader) this.exit(0)
    }, afterMs)
  }
}
