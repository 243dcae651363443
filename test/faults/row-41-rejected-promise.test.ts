import { execFile } from 'node:child_process'
import { inWords } from '../support/words'
import { chmodSync, closeSync, copyFileSync, existsSync, openSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { afterEach, expect, it } from 'vitest'
import { command, newDataDir, shell } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'

afterEach(openFolders.release)

const ENGINE = pathToFileURL(join(import.meta.dirname, '../../out/engine/index.js')).href

/** A manager in plain Node, which a rejection would end. */
async function inPlainNode(dataDir: string, lines: string): Promise<string> {
  const program = `
    import { createEngine } from ${JSON.stringify(ENGINE)}
    const engine = await createEngine({ dataDir: ${JSON.stringify(dataDir)} })
    const start = (spec) => engine.start(engine.define(spec, { saved: false }).id)
    const told = (pattern) => new Promise((resolve) => {
      const undo = engine.onEvent((event) => {
        if (event.type !== 'warning' || !pattern.test(event.text)) return
        undo()
        resolve(event)
      })
    })
    ${lines}
  `
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', program])
  return stdout.trim()
}

it('row 41 a rejection that nobody expected is a warning, and the task goes on', async () => {
  const printed = await inPlainNode(
    newDataDir(),
    `
    const run = start({ kind: 'process', name: 'database', command: 'sleep', args: ['100'] })
    while (engine.run(run.id).phase !== 'running') await new Promise(setImmediate)
    const warned = told(/nobody waited/)
    void Promise.reject(new Error('out of nowhere'))
    const { text, about } = await warned
    console.log(text)
    console.log(engine.run(run.id).phase)
    await engine.close('terminate')
    `,
  )
  expect(printed.split('\n')).toEqual([
    'main: Quiesce failed while nobody waited for it: Error: out of nowhere.',
    'running',
  ])
})

it('row 41 after the engine has closed, a rejection ends its process again as Node does', async () => {
  const closed = inPlainNode(newDataDir(), `await engine.close(); void Promise.reject(new Error('not ours'))`)
  await expect(closed).rejects.toThrow(/not ours/)
})

it.each([
  ['a path below a file', () => ['/etc/passwd/healthcheck']],
  ['an argument of 200 KB', () => ['true', 'é'.repeat(100_000)]],
  ['a file that is open for writing', (folder: string) => [openForWriting(folder)]],
])('row 41 a look at %s, which the system refuses at once, ends nobody', async (_what, probe) => {
  const dataDir = newDataDir()
  const manager = await askedManager(dataDir)
  const other = await manager.start(command('database', 'sleep', ['100']))
  const looked = { probe: { command: probe(newDataDir()) }, everyMs: 100 }
  const ready = await manager.start(command('ready', 'sleep', ['100'], { ready: { ...looked, timeoutMs: 400 } }))
  const healthy = await manager.start(
    command('healthy', 'sleep', ['100'], { health: { ...looked, startMs: 0, misses: 1, then: 'stop' } }),
  )
  expect(inWords((await manager.ended(ready.id)).failure)).toContain('could not be started')
  expect((await manager.ended(healthy.id)).reason).toContain('could not be started')
  expect((await manager.run(other.id))?.phase).toBe('running')
  await manager.close()
})

it('row 41 what falls ill while everything closes is ended in its turn, with its own cleanup', async () => {
  const folder = newDataDir()
  const [sick, flushed] = [join(folder, 'sick'), join(folder, 'flushed')]
  const db = shell(`trap 'touch "${flushed}"; exit 0' TERM; while :; do sleep 0.05; done`, {
    name: 'db',
    health: { probe: { command: ['test', '!', '-e', sick] }, everyMs: 100, misses: 1 },
  })
  // It leaves only after db was told to be ill.
  const web = shell(
    `trap 'until test -e "${sick}.told"; do sleep 0.05; done; exit 0' TERM; while :; do sleep 0.05; done`,
    {
      name: 'web',
      dependsOn: [{ task: 'db', until: 'started' }],
    },
  )
  const printed = await inPlainNode(
    folder,
    `
    import { writeFileSync } from 'node:fs'
    const seen = (run, fits) => new Promise((resolve) => {
      const undo = engine.onRunChange((each) => {
        if (each.id !== run.id || !fits(each)) return
        undo()
        resolve(each)
      })
    })
    const db = start(${JSON.stringify(db)})
    await seen(db, ({ healthy }) => healthy === true)
    const web = start(${JSON.stringify(web)})
    await seen(web, ({ phase }) => phase === 'running')
    const stopping = seen(web, ({ phase }) => phase === 'stopping')
    const closing = engine.close('stop')
    await stopping
    const ill = seen(db, ({ healthy }) => healthy === false)
    writeFileSync(${JSON.stringify(sick)}, '')
    await ill
    writeFileSync(${JSON.stringify(`${sick}.told`)}, '')
    await closing
    console.log(engine.run(db.id).receipt.origin, engine.runs().length)
    `,
  )
  expect(printed).toBe('quit 2')
  expect(existsSync(flushed)).toBe(true)
})

function openForWriting(folder: string): string {
  const path = join(folder, 'check')
  copyFileSync('/bin/true', path)
  chmodSync(path, 0o755)
  const descriptor = openSync(path, 'r+')
  openFolders.later(() => closeSync(descriptor))
  return path
}
