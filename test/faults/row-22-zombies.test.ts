import { spawnSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import { command, fixture, lineOf, openEngine, python, snapshotOf, stepOf } from '../support/test-engine'
import { statOf, unusual } from '../support/unusual'

function zombiesOf(parentPid: number): readonly number[] {
  return readdirSync('/proc')
    .map(Number)
    .filter((pid) => Number.isInteger(pid))
    .filter((pid) => {
      const stat = statOf(pid)
      return stat?.state === 'Z' && stat.parentPid === parentPid
    })
}

it('row 22 two hundred programs that end at once: each is reaped within a second', async () => {
  const test = await openEngine()
  const runs = Array.from({ length: 200 }, (_, index) => test.start(command(`true ${index}`, 'true')))
  for (const { id } of runs) {
    expect(await test.engine.ended(id)).toMatchObject({ outcome: 'completed', verdict: 'clean', survivors: [] })
  }
  await expect.poll(() => zombiesOf(process.pid), { timeout: 1_000, interval: 20 }).toEqual([])
}, 120_000)

it('row 22 a zombie that the leader does not reap is not counted as alive: not in its family, not as a survivor', async () => {
  const test = await openEngine()
  const code = `
import os, time
for n in range(5):
    if os.fork() == 0:
        if n == 0: os.setsid()
        os._exit(0)
print('forked', flush=True)
time.sleep(1000)`
  const run = test.start(python(code))
  await lineOf(test, run.id, /forked/)
  const { pid = 0 } = await snapshotOf(test.engine, run.id, (each) => each.pid !== undefined)
  await expect.poll(() => zombiesOf(pid).length).toBe(5)
  // The family is looked up again: what it shows was learnt while the zombies were there.
  await new Promise<void>((resolve) => {
    const undo = test.engine.onSamples((samples) => {
      if (!samples.some((sample) => sample.runId === run.id)) return
      undo()
      resolve()
    })
  })
  await expect.poll(() => test.engine.run(run.id)?.family?.map((member) => member.pid)).toEqual([pid])
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', survivors: [] })
  expect(stepOf(receipt, 'family-gone').verdict).toBe('yes')
})

it('row 22 a manager that inherits orphans, as the first process of a container does, does not take their zombies for survivors', () => {
  const n = unusual()
  const engineFile = join(import.meta.dirname, '../../out/engine/index.js')
  const heir = 'import ctypes, os, sys\nctypes.CDLL(None).prctl(36, 1, 0, 0, 0)\nos.execv(sys.argv[1], sys.argv[1:])'
  const manager = [fixture('engine/tree-manager.mjs'), engineFile, fixture('processes/nasty-tree.sh'), n]
  const args = ['-c', heir, process.execPath, ...manager, 'stop', 'default']
  const ended = spawnSync('python3', args, { encoding: 'utf8', timeout: 25_000 })
  expect(ended.stderr).toBe('')
  const receipt = JSON.parse(ended.stdout.split('\n')[1] ?? '') as Pick<Receipt, 'outcome' | 'verdict' | 'survivors'>
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'survivors' })
  expect(receipt.survivors.length).toBeGreaterThanOrEqual(3)
  expect(receipt.survivors.filter(({ endedBy }) => endedBy === 'alive')).toEqual([])
})
