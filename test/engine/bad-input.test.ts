import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { createEngine, SpecError } from '@engine/index'
import { asRunId, asTaskId } from '@contract/ids'
import type { TaskSpec } from '@contract/task'
import { openEngine, shell } from '../support/test-engine'
import { saying } from '../support/words'

/** What a page or a script may really send: the types promise nothing at run time. */
function asSpec(value: unknown): TaskSpec {
  return value as TaskSpec
}

const folder = mkdtempSync(join(tmpdir(), 'quiesce-bad-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const plain = join(folder, 'plain.txt')
writeFileSync(plain, 'not a folder')

it.each([
  ['an unknown kind', { kind: 'daemon', name: 'x' }, 'kind'],
  ['no kind', { name: 'x' }, 'kind'],
  ['nothing', undefined, ''],
  ['a list', [], ''],
  ['an unknown key', { kind: 'process', name: 'x', command: 'true', comand: 'typo' }, 'comand'],
  ['an empty name', { kind: 'process', name: ' ', command: 'true' }, 'name'],
  ['a relative working folder', { kind: 'process', name: 'x', command: 'true', cwd: 'src' }, 'cwd'],
  ['a variable with = in its name', { kind: 'process', name: 'x', command: 'true', env: { 'A=B': '1' } }, 'env.A=B'],
  ['a negative delay', { kind: 'timer', name: 'x', delayMs: -5, action: { log: 'hi' } }, 'delayMs'],
  [
    'a delay beyond what a timer takes',
    { kind: 'timer', name: 'x', delayMs: 2_147_483_648, action: { log: 'hi' } },
    'delayMs',
  ],
  ['a delay that is no number', { kind: 'timer', name: 'x', delayMs: NaN, action: { log: 'hi' } }, 'delayMs'],
  ['an action that is neither', { kind: 'timer', name: 'x', delayMs: 5, action: { run: 'x' } }, 'action'],
  [
    'negative patience',
    { kind: 'process', name: 'x', command: 'true', stopPolicy: [{ send: 'SIGTERM', patienceMs: -1 }] },
    'stopPolicy.0.patienceMs',
  ],
  [
    'an unknown signal',
    { kind: 'process', name: 'x', command: 'true', stopPolicy: [{ send: 'SIGNOPE', patienceMs: 1 }] },
    'stopPolicy.0.send',
  ],
  ['a policy without steps', { kind: 'process', name: 'x', command: 'true', stopPolicy: [] }, 'stopPolicy'],
  [
    'a signal for a thread',
    { kind: 'thread', name: 'x', workload: 'lab/ticker', stopPolicy: [{ send: 'SIGTERM', patienceMs: 1 }] },
    'stopPolicy.0.send',
  ],
  [
    'maxWorkers 0',
    { kind: 'future', name: 'x', workload: 'lab/job', executor: { name: 'e', maxWorkers: 0 } },
    'executor.maxWorkers',
  ],
  ['an executor of another shape', { kind: 'future', name: 'x', workload: 'lab/job', executor: 'e' }, 'executor'],
  [
    'an executor for a thread',
    { kind: 'thread', name: 'x', workload: 'lab/ticker', executor: { name: 'e', maxWorkers: 1 } },
    'executor',
  ],
  [
    'params that are not JSON',
    { kind: 'thread', name: 'x', workload: 'lab/ticker', params: { when: new Date(0) } },
    'params.when',
  ],
  ['a pull every 0 ms', { kind: 'generator', name: 'x', workload: 'lab/generator', pullEveryMs: 0 }, 'pullEveryMs'],
])('%s is refused at the door with what was got and expected', async (_, value, path) => {
  const { engine } = await openEngine()
  const error = thrownBy(() => engine.define(asSpec(value)))
  expect(error).toBeInstanceOf(SpecError)
  if (!(error instanceof SpecError)) return
  expect(error.path).toBe(path)
  expect(error.message).toMatch(/^[\w.=]+: got .+, expected .+\.$/s)
  expect(error.got).not.toBe('')
  expect(error.expected).not.toBe('')
  expect(engine.tasks()).toEqual([])
})

it('unknown ids get a sentence, whatever is asked', async () => {
  const { engine } = await openEngine()
  const run = asRunId('run-nobody')
  const task = asTaskId('task-nobody')
  const unknown = {
    accepted: false,
    code: 'unknown-run',
    reason: saying('runId: got "run-nobody", expected the id of a run of this engine.'),
  }
  expect(await engine.stop(run)).toEqual(unknown)
  expect(await engine.terminate(run)).toEqual(unknown)
  expect(await engine.cancel(run)).toEqual(unknown)
  expect(await engine.hurry(run)).toEqual(unknown)
  expect(engine.run(run)).toBeUndefined()
  expect(engine.dismiss(run)).toBe(false)
  expect(engine.forget(task)).toBe(false)
  await expect(engine.ended(run)).rejects.toThrow('runId: got "run-nobody", expected the id of a run of this engine.')
  await expect(engine.output(run)).rejects.toBeInstanceOf(SpecError)
  expect(() => engine.start(task)).toThrow(
    'taskId: got "task-nobody", expected the id of a task that was defined and not forgotten.',
  )
  expect(() => engine.define(shell('true'), { replaces: task })).toThrow(/^replaces: got "task-nobody"/)
})

it('a data folder that cannot be made is told at once', async () => {
  await expect(createEngine({ dataDir: join(plain, 'below-a-file') })).rejects.toThrow(/ENOTDIR/)
})

function thrownBy(act: () => unknown): unknown {
  try {
    act()
  } catch (error) {
    return error
  }
  return undefined
}
