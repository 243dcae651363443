import { describe, expect, it } from 'vitest'
import { CONTROLS, type Control, type Kind } from '@contract/kind'
import type { Verdict } from '@contract/receipt'
import type { Outcome } from '@contract/outcome'
import type { RefusalCode } from '@contract/stop'
import type { TaskSpec } from '@contract/task'
import {
  eventOf,
  fixture,
  openEngine,
  phaseOf,
  shell,
  stepOf,
  verdictsOf,
  type TestEngine,
} from '../support/test-engine'
import { inWords, receiptSummary, saying } from '../support/words'

/** What one control makes of a run of one kind that was willing to go. */
type Effect =
  /** `offered`: it can be asked all the same, as `future.cancel()` can: the answer is the lesson. */
  | { readonly refused: RefusalCode; readonly offered?: true }
  | { readonly outcome: Outcome; readonly verdict: Verdict; readonly steps: Readonly<Record<string, string>> }

interface Row {
  readonly kind: Kind
  /** Goes on until it is asked, and then goes at once. */
  readonly long: TaskSpec
  /** Ends by itself at once. */
  readonly short: TaskSpec
  /** Fails at once, with this sentence. */
  readonly crash?: readonly [TaskSpec, RegExp]
  readonly on: Readonly<Record<Control, Effect>>
  /** The control that asks politely. */
  readonly polite: Control
}

const workload = (name: string): string => fixture(`workloads/${name}`)

const FORCED = {
  outcome: 'terminated',
  verdict: 'forced',
  steps: { asked: 'yes', delivered: 'yes', handled: 'not-applicable', 'leader-gone': 'yes' },
} as const
const HEARD = { asked: 'yes', delivered: 'yes', handled: 'yes', 'leader-gone': 'yes' } as const

const rows: readonly Row[] = [
  {
    kind: 'process',
    long: shell('trap "exit 0" TERM; echo ready; while :; do sleep 0.01; done'),
    short: shell('true'),
    crash: [shell('kill -SEGV $$'), /^It was ended by SIGSEGV, which Quiesce did not send\.$/],
    polite: 'stop',
    on: {
      stop: { outcome: 'stopped', verdict: 'clean', steps: { ...HEARD, 'family-gone': 'yes', 'files-clean': 'yes' } },
      terminate: { ...FORCED, steps: { ...FORCED.steps, 'family-gone': 'yes', 'cleanup-started': 'no' } },
      cancel: { refused: 'already-running' },
    },
  },
  {
    kind: 'thread',
    long: { kind: 'thread', name: 'thread', workload: workload('waits.mjs') },
    short: { kind: 'thread', name: 'thread', workload: workload('ends.mjs'), params: { how: 'value' } },
    crash: [
      { kind: 'thread', name: 'thread', workload: workload('ends.mjs'), params: { how: 'throw' } },
      /^It threw RangeError: the disk is on fire/,
    ],
    polite: 'stop',
    on: {
      stop: { outcome: 'stopped', verdict: 'clean', steps: HEARD },
      terminate: FORCED,
      cancel: { refused: 'already-running' },
    },
  },
  {
    kind: 'future',
    long: { kind: 'future', name: 'future', workload: 'lab/job', params: { seconds: 600 } },
    short: { kind: 'future', name: 'future', workload: workload('ends.mjs'), params: { how: 'value' } },
    crash: [
      { kind: 'future', name: 'future', workload: workload('ends.mjs'), params: { how: 'reject' } },
      /^It threw Error: rejected by itself/,
    ],
    polite: 'stop',
    on: {
      stop: { outcome: 'stopped', verdict: 'clean', steps: HEARD },
      terminate: FORCED,
      cancel: { refused: 'already-running', offered: true },
    },
  },
  {
    kind: 'coroutine',
    long: { kind: 'coroutine', name: 'coroutine', workload: workload('cancels.mjs'), params: { how: 'global' } },
    short: { kind: 'coroutine', name: 'coroutine', workload: workload('cancels.mjs'), params: { how: 'own end' } },
    crash: [
      { kind: 'coroutine', name: 'coroutine', workload: workload('ends.mjs'), params: { how: 'throw' } },
      /^It threw RangeError: the disk is on fire/,
    ],
    polite: 'cancel',
    on: {
      stop: { refused: 'not-offered' },
      terminate: FORCED,
      cancel: { outcome: 'cancelled', verdict: 'clean', steps: HEARD },
    },
  },
  {
    kind: 'generator',
    long: { kind: 'generator', name: 'generator', workload: 'lab/generator', pullEveryMs: 50 },
    short: {
      kind: 'generator',
      name: 'generator',
      workload: workload('yields.mjs'),
      params: { upTo: 2 },
      pullEveryMs: 5,
    },
    crash: [
      {
        kind: 'generator',
        name: 'generator',
        workload: workload('yields.mjs'),
        params: { how: 'throws' },
        pullEveryMs: 5,
      },
      /^It threw Error: no second value/,
    ],
    polite: 'stop',
    on: {
      stop: { outcome: 'stopped', verdict: 'clean', steps: HEARD },
      terminate: FORCED,
      cancel: { outcome: 'cancelled', verdict: 'clean', steps: HEARD },
    },
  },
  {
    kind: 'timer',
    long: { kind: 'timer', name: 'timer', delayMs: 600_000, action: { log: 'timer: fired' } },
    short: { kind: 'timer', name: 'timer', delayMs: 1, action: { log: 'timer: fired' } },
    polite: 'cancel',
    on: {
      stop: { refused: 'not-offered' },
      terminate: { refused: 'not-offered' },
      cancel: {
        outcome: 'cancelled',
        verdict: 'clean',
        steps: { asked: 'yes', delivered: 'yes', handled: 'not-applicable', 'leader-gone': 'yes' },
      },
    },
  },
]

/** The order that every run's events keep, whatever else lies between them. */
const ORDER = [
  'run-created',
  'run-started',
  'control-answered',
  'step-sent',
  'delivered',
  'gone',
  'run-ended',
  'receipt',
]

/** A generator's answer waits for its own word: it comes after the delivery. */
function expectInOrder(kind: Kind, all: readonly string[]): void {
  const types = kind === 'generator' ? all.filter((type) => type !== 'control-answered') : all
  const wanted = ORDER.filter((type) => types.includes(type))
  expect(types.filter((type, i) => wanted.includes(type) && types.indexOf(type) === i)).toEqual(wanted)
}

/** Started, and past its start-up: a shell has its trap, a body has begun. */
async function startLong(test: TestEngine, row: Row): ReturnType<typeof phaseOf> {
  const run = test.start(row.long)
  if (row.kind === 'process') await eventOf(test, run.id, 'line', /ready/)
  else await eventOf(test, run.id, 'run-started')
  return phaseOf(test, run.id, 'running')
}

describe.each(rows)('a $kind', (row) => {
  it('ends by itself, and has a receipt without an ask', async () => {
    const test = await openEngine()
    const run = test.start(row.short)
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean', ladder: [], asks: [], survivors: [] })
    expect(receipt.control).toBeUndefined()
    expect(verdictsOf(receipt)).toMatchObject({
      asked: 'not-applicable',
      delivered: 'not-applicable',
      'leader-gone': 'yes',
    })
    expect(receiptSummary(receipt)).toBe('ended by itself, nothing left behind')
    expectInOrder(row.kind, test.typesOf(run.id))
  })

  it.skipIf(row.crash === undefined)('that crashes has failed, with the reason', async () => {
    const [spec, reason] = row.crash ?? [row.short, /never/]
    const test = await openEngine()
    const run = test.start(spec)
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'failed', asks: [] })
    expect(inWords(receipt.failure)).toMatch(reason)
    expect((await eventOf(test, run.id, 'run-failed')).text).toContain(inWords(receipt.failure))
  })

  it.each(CONTROLS)('that runs, on %s', async (control) => {
    const effect = row.on[control]
    const test = await openEngine()
    const run = await startLong(test, row)
    const offered = !('refused' in effect) || effect.offered === true
    expect(run.controls[control].offered).toBe(offered)
    const answer = await test.engine[control](run.id, { origin: 'another-program', reason: 'the test says so' })
    if ('refused' in effect) {
      expect(answer).toMatchObject({
        accepted: false,
        code: effect.refused,
        reason: saying(/\.$/),
      })
      if (!offered) expect(run.controls[control].why).toEqual(answer.reason)
      expect(test.phase(run.id)).toBe('running')
      return
    }
    expect(answer).toEqual({ accepted: true })
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({
      control,
      origin: 'another-program',
      reason: 'the test says so',
      outcome: effect.outcome,
      verdict: effect.verdict,
    })
    expect(verdictsOf(receipt)).toMatchObject(effect.steps)
    expect(receipt.ladder).toHaveLength(1)
    expect(stepOf(receipt, 'leader-gone').ms).toBeGreaterThanOrEqual(0)
    expect(test.engine.run(run.id)).toMatchObject({
      phase: 'ended',
      outcome: effect.outcome,
      receipt: { verdict: effect.verdict },
    })
    expectInOrder(row.kind, test.typesOf(run.id))
  })

  it('asked twice is asked once', async () => {
    const test = await openEngine()
    const run = await startLong(test, row)
    const [first, second] = await Promise.all([test.engine[row.polite](run.id), test.engine[row.polite](run.id)])
    expect(first).toEqual({ accepted: true })
    // A timer is gone before the second is heard; the others are on their way.
    if (row.kind === 'timer') expect(second.code ?? 'joined').toMatch(/joined|already-ended/)
    else expect(second).toEqual({ accepted: true, reason: { code: 'joins-first-ask' } })
    const receipt = await test.engine.ended(run.id)
    expect(receipt.ladder).toHaveLength(1)
    expect(test.typesOf(run.id).filter((type) => type === 'run-ended')).toHaveLength(1)
  })

  it('asked in the tick of its start is asked', async () => {
    const test = await openEngine()
    const run = test.start(row.long)
    expect(await test.engine[row.polite](run.id)).toMatchObject({ accepted: true })
    const receipt = await test.engine.ended(run.id)
    expect(['stopped', 'cancelled']).toContain(receipt.outcome)
    expect(receipt.control).toBe(row.polite)
  })

  it('whose end races a control has one outcome, and both promises settle', async () => {
    const test = await openEngine()
    for (let i = 0; i < 20; i += 1) {
      const run = test.start(row.short)
      const seen = test.typesOf(run.id).length
      // Nearer and nearer to its own end: after its start, and then a little later each time.
      await eventOf(test, run.id, 'run-started').catch(() => undefined)
      for (let turn = 0; turn < i % 10; turn += 1) await new Promise(setImmediate)
      const [answer, receipt] = await Promise.all([test.engine[row.polite](run.id), test.engine.ended(run.id)])
      expect(answer.accepted || answer.code === 'already-ended' || answer.code === 'already-elapsed').toBe(true)
      expect(['completed', 'stopped', 'cancelled']).toContain(receipt.outcome)
      if (!answer.accepted) expect(receipt.outcome).toBe('completed')
      expect(['clean', 'forced']).toContain(receipt.verdict)
      expect(test.typesOf(run.id).filter((type) => type === 'run-ended')).toHaveLength(1)
      expect(seen).toBeGreaterThan(0)
    }
  })

  it('that has ended refuses every control, and its receipt stays as it was', async () => {
    const test = await openEngine()
    const run = test.start(row.short)
    const receipt = await test.engine.ended(run.id)
    const events = test.eventsOf(run.id).length
    for (const control of CONTROLS) {
      const answer = await test.engine[control](run.id)
      expect(answer.accepted).toBe(false)
      expect(['already-ended', 'already-elapsed']).toContain(answer.code)
      expect(test.engine.run(run.id)?.controls[control]).toEqual({ offered: false, why: answer.reason })
    }
    expect(await test.engine.ended(run.id)).toBe(receipt)
    expect(test.engine.run(run.id)?.receipt).toBe(receipt)
    expect(
      test
        .eventsOf(run.id)
        .slice(events)
        .map((event) => event.type),
    ).toEqual(['refused', 'refused', 'refused'])
  })
})

describe('before it has started', () => {
  const one = { name: 'matrix', maxWorkers: 1 }
  const job: TaskSpec = { kind: 'future', name: 'job', workload: 'lab/job', params: { seconds: 600 }, executor: one }

  it.each(CONTROLS)('a pending future is withdrawn by %s, and never starts', async (control) => {
    const test = await openEngine()
    const running = test.start(job)
    const pending = test.start(job)
    expect(pending).toMatchObject({
      phase: 'pending',
      waitingFor: saying(expect.stringContaining('executor matrix')),
    })
    await eventOf(test, running.id, 'run-started')
    expect(await test.engine[control](pending.id)).toEqual({ accepted: true })
    const receipt = await test.engine.ended(pending.id)
    const outcomes = { stop: 'stopped', terminate: 'terminated', cancel: 'cancelled' } as const
    expect(receipt).toMatchObject({ outcome: outcomes[control], verdict: 'clean', ladder: [], control })
    expect(verdictsOf(receipt)).toMatchObject({
      asked: 'yes',
      delivered: 'not-applicable',
      'leader-gone': 'not-applicable',
    })
    expect(receipt.startedAt).toBeUndefined()
    expect(test.typesOf(pending.id)).not.toContain('run-started')
    expect(test.phase(running.id)).toBe('running')
  })

  it('cancel on the running one is refused, it finishes, and the next begins', async () => {
    const test = await openEngine()
    const running = test.start({ ...job, params: { seconds: 2, n: 7 } })
    const pending = test.start({ ...job, params: { seconds: 0.05, n: 7 } })
    await eventOf(test, running.id, 'run-started')
    expect(await test.engine.cancel(running.id)).toMatchObject({ accepted: false, code: 'already-running' })
    const receipt = await test.engine.ended(running.id)
    expect(receipt).toMatchObject({
      outcome: 'completed',
      verdict: 'refused',
      refusal: 'already-running',
      result: '49',
    })
    expect(receiptSummary(receipt)).toBe('refused: already running; it ended by itself')
    expect(test.linesOf(running.id)).toContain('future: result 49')
    const answered = await eventOf(test, running.id, 'refused')
    expect(answered.text).toBe('main: cancel answered false, already running')
    expect(await test.engine.ended(pending.id)).toMatchObject({ outcome: 'completed', verdict: 'clean' })
  })
})

describe('those who do not do as asked', () => {
  it('a coroutine that catches its cancellation has completed, and swallowed it', async () => {
    const test = await openEngine()
    const run = test.start({ kind: 'coroutine', name: 'swallower', workload: 'lab/swallower' })
    await eventOf(test, run.id, 'line', /up/)
    expect(await test.engine.cancel(run.id)).toEqual({ accepted: true })
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'swallowed', result: '"stayed"' })
    await eventOf(test, run.id, 'swallowed')
  })

  it.each(['stop', 'cancel'] as const)(
    'a generator that yields when %s closes it is refused, goes on, and force ends it',
    async (control) => {
      const test = await openEngine()
      const run = test.start({
        kind: 'generator',
        name: 'stays',
        workload: workload('never-closes.mjs'),
        pullEveryMs: 20,
      })
      await eventOf(test, run.id, 'line', /up/)
      expect(await test.engine[control](run.id)).toMatchObject({ accepted: false, code: 'close-ignored' })
      expect((await phaseOf(test, run.id, 'running')).stop).toBeUndefined()
      expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
      const receipt = await test.engine.ended(run.id)
      expect(receipt).toMatchObject({ outcome: 'terminated', verdict: 'forced', control: 'terminate' })
      expect(receipt.ladder.map((step) => step.send)).toEqual(['terminate'])
      expect(receipt.asks.map((ask) => ask.accepted)).toEqual([false, true])
    },
  )

  it('a generator that ignored its close and then ends by itself has a receipt that says refused', async () => {
    const test = await openEngine()
    const run = test.start({
      kind: 'generator',
      name: 'stays a little',
      workload: workload('yields.mjs'),
      params: { how: 'yields in finally' },
      pullEveryMs: 20,
    })
    await eventOf(test, run.id, 'line', /yielded/)
    expect(await test.engine.cancel(run.id)).toMatchObject({ accepted: false, code: 'close-ignored' })
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'refused', refusal: 'close-ignored', ladder: [] })
    expect(receipt.askedAt).toBeUndefined()
  })

  it('a thread that never looks becomes stuck after its patience, and terminate ends it', async () => {
    const test = await openEngine()
    const run = test.start({
      kind: 'thread',
      name: 'busy',
      workload: 'lab/busy',
      stopPolicy: [{ send: 'ask', patienceMs: 150 }],
    })
    await eventOf(test, run.id, 'run-started')
    expect(await test.engine.stop(run.id)).toEqual({ accepted: true })
    const stuck = await phaseOf(test, run.id, 'stuck')
    expect(inWords(stuck.waitingFor)).toMatch(/^[A-Z].*\.$/)
    expect(await test.engine.terminate(run.id)).toEqual({ accepted: true })
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'terminated', verdict: 'forced', refusal: 'unresponsive' })
    expect(receipt.ladder.map((step) => step.send)).toEqual(['ask', 'terminate'])
    expect(verdictsOf(receipt)).toMatchObject({ delivered: 'yes', handled: 'no' })
  })

  it('a thread in one long wait is gone within 200 ms of stop', async () => {
    const test = await openEngine()
    const run = test.start({ kind: 'thread', name: 'waits', workload: workload('waits.mjs') })
    await eventOf(test, run.id, 'line', /waiting/)
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(stepOf(receipt, 'leader-gone').ms).toBeLessThan(200)
  })

  it('a future that never looks at its signal and ends by itself while stuck has completed', async () => {
    const test = await openEngine()
    const run = test.start({
      kind: 'future',
      name: 'deaf',
      workload: workload('which-thread.mjs'),
      params: { ms: 3_000 },
      stopPolicy: [{ send: 'ask', patienceMs: 100 }],
    })
    await eventOf(test, run.id, 'run-started')
    await test.engine.stop(run.id)
    await phaseOf(test, run.id, 'stuck')
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'completed', verdict: 'clean', refusal: 'unresponsive' })
    expect(receiptSummary(receipt)).toMatch(/^ended by itself (\d+ ms|\d\.\d s) after stop was asked$/)
    expect(stepOf(receipt, 'handled').verdict).toBe('no')
  })
})
