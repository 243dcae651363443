import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { command, newDataDir, openEngine, type TestEngine } from '../support/test-engine'

function warningsOf(test: TestEngine): readonly string[] {
  return test.events.filter((event) => event.type === 'warning').map((event) => event.text)
}

it('saved tasks are there for the next engine, as they were; others are not', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const kept = first.engine.define(
    command('kept', 'echo', ['ä', '$x'], { env: { A: '1' }, stopPolicy: [{ send: { stdin: 'q' }, patienceMs: 5 }] }),
  )
  first.engine.define(command('demo', 'true'), { saved: false })
  const gone = first.engine.define(command('gone', 'true'))
  const edited = first.engine.define(command('before', 'true'))
  first.engine.define(command('after', 'true'), { replaces: edited.id })
  expect(first.engine.forget(gone.id)).toBe(true)
  await first.engine.close()

  const second = await openEngine(dataDir)
  expect(second.engine.tasks()).toEqual([kept, expect.objectContaining({ id: edited.id, name: 'after', saved: true })])
  const run = second.engine.start(kept.id)
  await second.engine.ended(run.id)
  expect((await second.engine.output(run.id)).text).toBe('ä $x\n')
  expect(warningsOf(second)).toEqual([])
})

it('a task that is no longer to be saved is not there the next time', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  const task = first.engine.define(command('kept', 'true'))
  first.engine.define(command('kept', 'true'), { replaces: task.id, saved: false })
  await first.engine.close()
  expect((await openEngine(dataDir)).engine.tasks()).toEqual([])
})

it.each(['', '{', 'null', '[]', '{"version":2,"tasks":[]}', '{"version":1,"tasks":{}}', '\0\0\0'])(
  'a file that says %j is kept aside, with a warning, and the engine works',
  async (text) => {
    const dataDir = newDataDir()
    writeFileSync(join(dataDir, 'tasks.json'), text)
    const test = await openEngine(dataDir)
    expect(test.engine.tasks()).toEqual([])
    expect(warningsOf(test)).toEqual([
      expect.stringMatching(/^main: The file of saved tasks could not be understood\./),
    ])
    const [aside = ''] = readdirSync(dataDir).filter((name) => name.startsWith('tasks.json.bad-'))
    expect(readFileSync(join(dataDir, aside), 'utf8')).toBe(text)
    test.engine.define(command('new', 'true'))
    await test.engine.close()
    expect((await openEngine(dataDir)).engine.tasks()).toHaveLength(1)
  },
)

it('a file cut at any byte never stops the engine, and never loses what was in it', async () => {
  const dataDir = newDataDir()
  const first = await openEngine(dataDir)
  first.engine.define(command('one', 'true'))
  await first.engine.close()
  const path = join(dataDir, 'tasks.json')
  const whole = readFileSync(path, 'utf8')
  for (let cut = 0; cut < whole.trimEnd().length; cut += 17) {
    const folder = newDataDir()
    writeFileSync(join(folder, 'tasks.json'), whole.slice(0, cut))
    const test = await openEngine(folder)
    expect(warningsOf(test)).toHaveLength(1)
    const [aside = ''] = readdirSync(folder).filter((name) => name.startsWith('tasks.json.bad-'))
    expect(readFileSync(join(folder, aside), 'utf8')).toBe(whole.slice(0, cut))
  }
})

it('one bad task among good ones is left out with a sentence, and kept in a copy', async () => {
  const dataDir = newDataDir()
  const path = join(dataDir, 'tasks.json')
  const good = { id: 'task-1', createdAt: 1, spec: command('good', 'true') }
  const bad = { id: 'task-2', createdAt: 2, spec: { kind: 'process', name: 'bad', command: '' } }
  const text = JSON.stringify({ version: 1, tasks: [bad, good] })
  writeFileSync(path, text)
  const test = await openEngine(dataDir)
  expect(test.engine.tasks().map((task) => task.name)).toEqual(['good'])
  const warnings = warningsOf(test)
  expect(warnings[0]).toMatch(/^main: A saved task was left out: command: got "", expected .+\.$/)
  test.engine.define(command('another', 'true'))
  await test.engine.close()
  const [copy = ''] = readdirSync(dataDir).filter((name) => name.startsWith('tasks.json.bad-'))
  expect(readFileSync(join(dataDir, copy), 'utf8')).toBe(text)
})
