import { availableParallelism, loadavg } from 'node:os'
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import type { RunSnapshot } from '@contract/run'
import { processesWith } from '../support/nothing-alive'
import { command, lineOf, openEngine, phaseOf, shell, type TestEngine } from '../support/test-engine'
import { unusual } from '../support/unusual'

/** As promised. */
const HELD_MS = 200
/** Ten times what is promised to be stopped at once. */
const HELD_BY_A_THOUSAND_MS = 500

/** A machine that is asked for several times what it has makes everything take so many times as long. */
function onThisMachine(ms: number): number {
  return ms * Math.max(1, (loadavg()[0] ?? 0) / availableParallelism())
}

const GRACE_MS = 3_000
const SLOW_MS = 120_000

function sleepers(seconds: string): ReturnType<typeof processesWith> {
  return processesWith(seconds).filter((each) => each.command.endsWith(`sleep ${seconds}`))
}

/** The longest time that the event loop was held while `act` was under way, in milliseconds. */
async function heldDuring(act: () => Promise<unknown>): Promise<number> {
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  await act()
  // The monitor tells of a delay when it is over.
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  return delay.max / 1e6
}

/** Stops all in one turn. Answers with their receipts, in order. */
async function stopAll({ engine }: TestEngine, runs: readonly RunSnapshot[]): Promise<readonly Receipt[]> {
  const answers = await Promise.all(runs.map(({ id }) => engine.stop(id)))
  expect(new Set(answers.map(({ accepted }) => accepted))).toEqual(new Set([true]))
  return Promise.all(runs.map(({ id }) => engine.ended(id)))
}

for (const [count, heldMs] of [
  [100, HELD_MS],
  [1_000, HELD_BY_A_THOUSAND_MS],
] as const) {
  it(
    `row 32 ${count} processes are started at once and stopped at once: all run, all are gone, all clean, and the event loop is never held for long`,
    async () => {
      const test = await openEngine()
      const n = unusual()
      const task = test.engine.define(command('sleeper', 'sleep', [n], { whenRunning: 'another' }), {
        saved: false,
      })
      let runs: readonly RunSnapshot[] = []
      const starting = await heldDuring(async () => {
        runs = Array.from({ length: count }, () => test.engine.start(task.id))
        await Promise.all(runs.map((run) => phaseOf(test, run.id, 'running')))
      })
      // The test's own look at /proc is not the engine's.
      expect(sleepers(n)).toHaveLength(count)
      let receipts: readonly Receipt[] = []
      const stopping = await heldDuring(async () => (receipts = await stopAll(test, runs)))
      expect(sleepers(n)).toEqual([])
      expect(new Set(receipts.map((receipt) => receipt.verdict))).toEqual(new Set(['clean']))
      expect(new Set(receipts.map((receipt) => receipt.exit?.signal))).toEqual(new Set(['SIGTERM']))
      expect(new Set(runs.map(({ id }) => test.phase(id)))).toEqual(new Set(['ended']))
      console.log(
        `${count} processes: held for ${Math.round(starting)} ms at the start, ${Math.round(stopping)} ms at the stop`,
      )
      expect(starting).toBeLessThan(onThisMachine(heldMs))
      expect(stopping).toBeLessThan(onThisMachine(heldMs))
    },
    SLOW_MS,
  )
}

it(
  'row 32 a hundred stops at once, half of them of programs that ignore SIGTERM: all are over within the grace and two seconds',
  async () => {
    const test = await openEngine()
    const n = unusual()
    const stopPolicy = [
      { send: 'SIGTERM', patienceMs: GRACE_MS },
      { send: 'SIGKILL', patienceMs: 2_000 },
    ] as const
    const polite = test.engine.define(command('polite', 'sleep', [n], { stopPolicy, whenRunning: 'another' }), {
      saved: false,
    })
    const deaf = test.engine.define(
      shell(`trap "" TERM; echo up; exec sleep ${n}`, { name: 'deaf', stopPolicy, whenRunning: 'another' }),
      {
        saved: false,
      },
    )
    const runs = Array.from({ length: 100 }, (_, index) => test.engine.start(index % 2 === 0 ? polite.id : deaf.id))
    await Promise.all(
      runs.map((run) => (run.name === 'deaf' ? lineOf(test, run.id, /up/) : phaseOf(test, run.id, 'running'))),
    )
    const began = performance.now()
    let receipts: readonly Receipt[] = []
    const held = await heldDuring(async () => (receipts = await stopAll(test, runs)))
    expect(performance.now() - began).toBeLessThan(GRACE_MS + onThisMachine(2_000))
    expect(sleepers(n)).toEqual([])
    receipts.forEach((receipt, index) =>
      expect(receipt).toMatchObject(
        index % 2 === 0
          ? { verdict: 'clean', exit: { signal: 'SIGTERM' } }
          : { verdict: 'forced', exit: { signal: 'SIGKILL' }, refusal: 'signal-ignored' },
      ),
    )
    expect(held).toBeLessThan(onThisMachine(HELD_MS))
  },
  SLOW_MS,
)

it(
  'row 32 a hundred worker threads run at once and are stopped at once: every one hears it, cleans up and is gone',
  async () => {
    const test = await openEngine()
    const ticker = test.engine.define(
      { kind: 'thread', name: 'ticker', workload: 'lab/ticker', whenRunning: 'another' },
      { saved: false },
    )
    const runs = Array.from({ length: 100 }, () => test.engine.start(ticker.id))
    await Promise.all(runs.map((run) => lineOf(test, run.id, /worker: up/)))
    let receipts: readonly Receipt[] = []
    const held = await heldDuring(async () => (receipts = await stopAll(test, runs)))
    expect(new Set(receipts.map(({ outcome, verdict }) => `${outcome}, ${verdict}`))).toEqual(
      new Set(['stopped, clean']),
    )
    for (const run of runs) expect(test.linesOf(run.id).at(-1)).toBe('worker: cleaned up')
    const again = test.engine.start(ticker.id)
    await lineOf(test, again.id, /worker: up/)
    const terminated = Array.from({ length: 99 }, () => test.engine.start(ticker.id))
    await Promise.all(terminated.map((run) => lineOf(test, run.id, /worker: up/)))
    await Promise.all([again, ...terminated].map(({ id }) => test.engine.terminate(id)))
    const forced = await Promise.all([again, ...terminated].map(({ id }) => test.engine.ended(id)))
    expect(new Set(forced.map(({ outcome }) => outcome))).toEqual(new Set(['terminated']))
    expect(test.events.filter(({ type }) => type === 'host')).toEqual([])
    expect(held).toBeLessThan(onThisMachine(HELD_MS))
  },
  SLOW_MS,
)
