import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { command, newDataDir, openEngine, phaseOf } from '../support/test-engine'
import { openFolders } from './support/later'
import { receiptsIn } from './support/journal-file'
import { until } from './support/manager'
import { mountReadOnly, whyNoMount } from './support/small-disk'

afterEach(openFolders.release)
const why = whyNoMount ? ` (skipped: ${whyNoMount})` : ''

it.skipIf(whyNoMount)(
  `a data folder that is read-only from the start: a warning, and tasks run and stop${why}`,
  async () => {
    const dataDir = newDataDir()
    const mount = mountReadOnly(dataDir)
    openFolders.later(() => mount.unmount())
    const test = await openEngine(dataDir)
    openFolders.later(() => test.engine.close('terminate'))
    const warnings = test.events.filter(({ type }) => type === 'warning').map(({ text }) => text)
    expect(warnings.join('\n')).toContain('cannot be written (EROFS)')
    expect(warnings.join('\n')).toContain('The journal cannot be written')
    const run = test.start(command('sleeper', 'sleep', ['60']))
    await phaseOf(test, run.id, 'running')
    await test.engine.stop(run.id)
    expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'clean' })
    expect((await test.engine.history(run.taskId)).record).toMatchObject({ stops: 1, clean: 1 })
  },
)

it.skipIf(whyNoMount)(
  `a data folder that becomes read-only, and writable again: nothing acknowledged is lost${why}`,
  async () => {
    const dataDir = newDataDir()
    const test = await openEngine(dataDir)
    const first = test.start(command('first', 'true'))
    await test.engine.ended(first.id)
    const mount = mountReadOnly(dataDir)
    openFolders.later(() => mount.unmount())
    // A file that is open stays writable through a bind mount: only what must be opened anew is refused.
    const run = test.start(command('second', 'true'))
    expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
    mount.writable()
    await until(() => receiptsIn(dataDir).has(run.id), 5_000)
  },
)

const GOOD = JSON.stringify({
  version: 1,
  tasks: [{ id: 'task-1', createdAt: 1, spec: { kind: 'process', name: 'kept', command: 'true' } }],
})

it('saved tasks cut at every byte: the engine starts, and the bad file is kept', async () => {
  const dataDir = newDataDir()
  for (let cut = 0; cut < GOOD.length; cut += 7) {
    writeFileSync(join(dataDir, 'tasks.json'), GOOD.slice(0, cut))
    const test = await openEngine(dataDir)
    expect(test.engine.tasks()).toEqual([])
    expect(test.events.filter(({ type }) => type === 'warning')).toHaveLength(1)
    await test.engine.close()
  }
  expect(readdirSync(dataDir).filter((name) => name.includes('tasks.json.bad-')).length).toBeGreaterThan(0)
})

const ODD: readonly (readonly [string, string])[] = [
  ['null', 'null'],
  ['a list', '[]'],
  ['a version of the future', GOOD.replace('"version":1', '"version":99')],
  ['tasks of the wrong type', '{"version":1,"tasks":{}}'],
  ['a task without a command', GOOD.replace('"command":"true"', '"command":5')],
  ['bytes that are not text', '\u0000\uffff\u0001'],
  ['a very deep nest', `${'['.repeat(20_000)}${']'.repeat(20_000)}`],
  ['a key that would change prototypes', '{"version":1,"tasks":[],"__proto__":{"saved":true}}'],
]

for (const [what, text] of ODD) {
  it(`saved tasks that are ${what}: the engine starts, says so where something is left out, and the file is not lost`, async () => {
    const dataDir = newDataDir()
    writeFileSync(join(dataDir, 'tasks.json'), text)
    const test = await openEngine(dataDir)
    expect(test.engine.tasks()).toEqual([])
    const run = test.start(command('goes on', 'true'))
    expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
    await test.engine.close()
    const kept = readdirSync(dataDir).filter((name) => name.startsWith('tasks.json'))
    expect(kept.map((name) => readFileSync(join(dataDir, name), 'utf8'))).toContain(text)
  })
}
