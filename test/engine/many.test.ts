import { monitorEventLoopDelay } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { processesWith } from '../support/nothing-alive'
import { command, openEngine, phaseOf } from '../support/test-engine'

function sleepersOf(dataDir: string): ReturnType<typeof processesWith> {
  return processesWith(dataDir).filter((each) => each.command.endsWith('sleep 1000'))
}

/** The longest time that the event loop was held, in milliseconds. */
async function startAndStop(count: number): Promise<{ readonly starting: number; readonly stopping: number }> {
  const test = await openEngine()
  const task = test.engine.define(command('sleeper', 'sleep', ['1000']), { saved: false })
  const delay = monitorEventLoopDelay({ resolution: 10 })
  delay.enable()
  const runs = Array.from({ length: count }, () => test.engine.start(task.id))
  await Promise.all(runs.map((run) => phaseOf(test, run.id, 'running')))
  await new Promise((resolve) => setTimeout(resolve, 20))
  delay.disable()
  const starting = delay.max / 1e6
  // The test's own look at /proc is not the engine's.
  expect(sleepersOf(test.dataDir)).toHaveLength(count)
  delay.reset()
  delay.enable()
  await Promise.all(runs.map((run) => test.engine.stop(run.id)))
  const receipts = await Promise.all(runs.map((run) => test.engine.ended(run.id)))
  delay.disable()
  expect(sleepersOf(test.dataDir)).toEqual([])
  expect(new Set(receipts.map((receipt) => receipt.verdict))).toEqual(new Set(['clean']))
  expect(new Set(receipts.map((receipt) => receipt.exit?.signal))).toEqual(new Set(['SIGTERM']))
  return { starting, stopping: delay.max / 1e6 }
}

it('a hundred processes stopped together are all gone, all clean, and the event loop is never held for 200 ms', async () => {
  const held = await startAndStop(100)
  expect(held.starting).toBeLessThan(200)
  expect(held.stopping).toBeLessThan(200)
})
