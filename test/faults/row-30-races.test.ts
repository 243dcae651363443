import { expect, it } from 'vitest'
import type { Control } from '@contract/kind'
import type { RunId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import type { ControlAnswer } from '@contract/control-answer'
import type { TaskSpec } from '@contract/task'
import { command, eventOf, fixture, lineOf, openEngine, phaseOf, shell, type TestEngine } from '../support/test-engine'
import { inWords } from '../support/words'

const SHORT = [
  { send: 'SIGTERM', patienceMs: 400 },
  { send: 'SIGKILL', patienceMs: 2_000 },
] as const
const DEAF = shell('trap "" TERM; echo up; while :; do sleep 0.1; done', { stopPolicy: SHORT })
const cancels = { kind: 'coroutine', name: 'c', workload: fixture('workloads/cancels.mjs') } as const

interface Sort {
  readonly what: string
  readonly spec: TaskSpec
  readonly control: Control
  readonly outcome: Receipt['outcome']
  /** Where it is worth waiting for: its first line. */
  readonly up?: RegExp
}

const SORTS: readonly Sort[] = [
  { what: 'a process', spec: command('p', 'sleep', ['1000']), control: 'stop', outcome: 'stopped' },
  { what: 'a deaf process', spec: DEAF, control: 'stop', outcome: 'stopped', up: /up/ },
  {
    what: 'a thread',
    spec: { kind: 'thread', name: 't', workload: fixture('workloads/waits.mjs') },
    control: 'stop',
    outcome: 'stopped',
    up: /waiting/,
  },
  {
    what: 'a future',
    spec: { kind: 'future', name: 'f', workload: 'lab/job', params: { seconds: 60 } },
    control: 'stop',
    outcome: 'stopped',
  },
  {
    what: 'a coroutine',
    spec: { ...cancels, params: { how: 'cleanup in finally' } },
    control: 'cancel',
    outcome: 'cancelled',
    up: /up/,
  },
  {
    what: 'a generator',
    spec: { kind: 'generator', name: 'g', workload: 'lab/generator', pullEveryMs: 20 },
    control: 'cancel',
    outcome: 'cancelled',
    up: /up/,
  },
  {
    what: 'a generator that is stopped',
    spec: { kind: 'generator', name: 'g', workload: 'lab/generator', pullEveryMs: 20 },
    control: 'stop',
    outcome: 'stopped',
    up: /up/,
  },
  {
    what: 'a timer',
    spec: { kind: 'timer', name: 'w', delayMs: 60_000, action: { log: 'timer: fired' } },
    control: 'cancel',
    outcome: 'cancelled',
  },
]

function ask(test: TestEngine, id: RunId, control: Control): Promise<ControlAnswer> {
  return test.engine[control](id)
}

async function started(test: TestEngine, { spec, up }: Sort): Promise<RunId> {
  const { id } = test.start(spec)
  await (up ? lineOf(test, id, up) : eventOf(test, id, 'run-started'))
  return id
}

/** Whatever was asked and however often: one end, one receipt, which says it too. */
function expectOneEnd(test: TestEngine, id: RunId, receipt: Receipt): void {
  for (const type of ['run-ended', 'receipt'] as const) {
    expect(test.typesOf(id).filter((each) => each === type)).toHaveLength(1)
  }
  expect(test.engine.run(id)).toMatchObject({ phase: 'ended', outcome: receipt.outcome })
}

it.each(SORTS)(
  'row 30 $what that is asked twice at once: both are answered, it ends once, and the third ask is refused',
  async (sort) => {
    const test = await openEngine()
    const id = await started(test, sort)
    const answers = await Promise.all([ask(test, id, sort.control), ask(test, id, sort.control)])
    // A timer is gone with the first: the second has nothing left to withdraw, and says so.
    expect(answers[0]).toMatchObject({ accepted: true })
    expect(answers[1].accepted || answers[1].code === 'already-ended').toBe(true)
    const receipt = await test.engine.ended(id)
    expect(receipt).toMatchObject({ outcome: sort.outcome, control: sort.control })
    expectOneEnd(test, id, receipt)
    expect(await ask(test, id, sort.control)).toMatchObject({ accepted: false, code: 'already-ended' })
    expectOneEnd(test, id, receipt)
  },
)

it.each(SORTS)(
  'row 30 $what that is asked in the turn of its start: the ask is answered, and it ends once',
  async (sort) => {
    const test = await openEngine()
    const { id } = test.start(sort.spec)
    expect(await ask(test, id, sort.control)).toMatchObject({ accepted: true })
    const receipt = await test.engine.ended(id)
    expect([sort.outcome, 'cancelled', 'stopped']).toContain(receipt.outcome)
    expectOneEnd(test, id, receipt)
    expect(test.linesOf(id)).not.toContain('timer: fired')
  },
)

it.each(SORTS.filter(({ spec }) => spec.kind !== 'timer'))(
  'row 30 $what that is asked and then terminated: one receipt with both, and the outcome of the harder one',
  async (sort) => {
    const test = await openEngine()
    const id = await started(test, sort)
    const [asked, forced] = await Promise.all([
      ask(test, id, sort.control),
      test.engine.terminate(id),
      test.engine.terminate(id),
    ])
    expect(asked).toMatchObject({ accepted: true })
    expect(forced.accepted || forced.code === 'already-ended').toBe(true)
    const receipt = await test.engine.ended(id)
    expect(receipt.asks.map(({ control }) => control)).toEqual(expect.arrayContaining([sort.control, 'terminate']))
    // Who leaves at the first word is faster than force.
    expect(['terminated', sort.outcome]).toContain(receipt.outcome)
    expectOneEnd(test, id, receipt)
  },
)

it('row 30 terminate hurries a stop whose patience runs: one receipt, both steps, the first reason', async () => {
  const test = await openEngine()
  const spec = shell('trap "" TERM; echo up; while :; do sleep 0.1; done')
  const { id } = test.start(spec)
  await lineOf(test, id, /up/)
  await test.engine.stop(id, { reason: 'please' })
  await eventOf(test, id, 'delivered')
  expect(test.phase(id)).toBe('stopping')
  expect(test.engine.run(id)?.stop).toMatchObject({ control: 'stop', current: 0 })
  expect(await test.engine.terminate(id)).toEqual({ accepted: true })
  const receipt = await test.engine.ended(id)
  expect(receipt).toMatchObject({ control: 'terminate', outcome: 'terminated', verdict: 'forced', reason: 'please' })
  expect(receipt.ladder.map((step) => step.send)).toEqual(['SIGTERM', 'terminate'])
  expect(receipt.asks.map((each) => [each.control, each.accepted])).toEqual([
    ['stop', true],
    ['terminate', true],
  ])
})

it('row 30 a stop in the turn of a start that fails changes nothing about the failure', async () => {
  const test = await openEngine()
  const { id } = test.start(command('x', 'no-such-command-here'))
  expect(await test.engine.stop(id)).toMatchObject({ accepted: true })
  const receipt = await test.engine.ended(id)
  expect(receipt.outcome).toBe('failed')
  expect(inWords(receipt.failure)).toMatch(/^command: got "no-such-command-here"/)
})

it('row 30 a pending future that is cancelled from two sides never starts', async () => {
  const test = await openEngine()
  const executor = { name: 'one', maxWorkers: 1 }
  const job = { kind: 'future', name: 'f', workload: 'lab/job', params: { seconds: 60 }, executor } as const
  const first = test.start(job)
  const second = test.start(job)
  await phaseOf(test, second.id, 'pending')
  const answers = await Promise.all([test.engine.cancel(second.id), test.engine.cancel(second.id)])
  expect(answers.filter(({ accepted }) => accepted)).toHaveLength(1)
  expect(await test.engine.ended(second.id)).toMatchObject({ outcome: 'cancelled' })
  expect(test.typesOf(second.id)).not.toContain('run-started')
  await test.engine.terminate(first.id)
})

/** From long before the end to long after it: with the start of a process in between, nobody knows which comes first. */
const MOMENTS = Array.from({ length: 40 }, (_, index) => index * 1.5)
/** Each moment is a process, a thread or both from its start to its receipt. */
const MANY_MS = 90_000

it(
  'row 30 a stop that races the natural exit of a process: the outcome is what the system reported, each time',
  async () => {
    const test = await openEngine()
    const task = test.engine.define(command('short', 'sleep', ['0.03']), { saved: false })
    for (const ms of MOMENTS) {
      const { id } = test.engine.start(task.id)
      await new Promise((resolve) => setTimeout(resolve, ms))
      const answer = await test.engine.stop(id)
      const receipt = await test.engine.ended(id)
      expectOneEnd(test, id, receipt)
      if (receipt.exit?.signal === 'SIGTERM') expect(receipt.outcome).toBe('stopped')
      else expect(receipt.exit).toEqual({ code: 0, signal: null })
      // Nothing was delivered to it while it lived: then it completed, whoever asked.
      const delivered = receipt.ladder.some((step) => (step.deliveredTo ?? 0) > 0)
      if (!delivered) expect(receipt.outcome).toBe('completed')
      expect(answer.accepted || answer.code === 'already-ended').toBe(true)
    }
  },
  MANY_MS,
)

it(
  'row 30 a cancel that races the end of a coroutine, and of a timer: it was cancelled, or it completed, never both',
  async () => {
    const test = await openEngine()
    const coroutine = test.engine.define({ ...cancels, params: { how: 'own end' } }, { saved: false })
    const timer = test.engine.define(
      { kind: 'timer', name: 'w', delayMs: 20, action: { log: 'timer: fired' } },
      { saved: false },
    )
    for (const ms of MOMENTS) {
      const runs = [coroutine, timer].map((task) => test.engine.start(task.id))
      await new Promise((resolve) => setTimeout(resolve, ms))
      for (const { id, kind } of runs) {
        const answer = await test.engine.cancel(id)
        const receipt = await test.engine.ended(id)
        expectOneEnd(test, id, receipt)
        expect(['cancelled', 'completed']).toContain(receipt.outcome)
        if (!answer.accepted) expect(receipt.outcome).toBe('completed')
        if (kind === 'timer') {
          const fired = test.linesOf(id).includes('timer: fired')
          expect(fired).toBe(receipt.outcome === 'completed')
          expect(fired).toBe(!answer.accepted)
        }
      }
    }
  },
  MANY_MS,
)
