import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { loadStackFile, readStackFile } from '@engine/stack-files'
import type { TaskSpec } from '@contract/task'
import { command, newDataDir, openEngine, shell } from '../support/test-engine'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { slowCalls, whyNoSlowDisk } from './support/slow-disk'
import { inWords, saying } from '../support/words'

afterEach(openFolders.release)

function folder(): string {
  const path = join(newDataDir(), 'files')
  mkdirSync(path)
  return path
}

function pipe(path: string): string {
  execFileSync('mkfifo', [path])
  return path
}

async function socket(path: string): Promise<string> {
  const server = createServer()
  await new Promise<void>((resolve) => server.listen(path, resolve))
  openFolders.later(() => new Promise((resolve) => server.close(resolve)))
  return path
}

/** As `du` sees it, it takes nothing. */
function huge(path: string): string {
  writeFileSync(path, '')
  truncateSync(path, 8 * 1024 ** 4)
  return path
}

const unusual: readonly (readonly [string, (path: string) => string | Promise<string>, RegExp])[] = [
  ['a named pipe that nobody writes to', pipe, /a named pipe/],
  ['a socket', socket, /a socket/],
  ['a device without an end', () => '/dev/zero', /a device/],
  ['a link to such a device', (path) => (symlinkSync('/dev/urandom', path), path), /a device/],
  ['a folder', (path) => (mkdirSync(path), path), /a folder/],
  ['eight terabytes', huge, /larger|8796093022208 bytes/],
]

describe('a file of variables', () => {
  it.each(unusual)('that is %s fails the start, names it, and holds up nobody', async (_, make, said) => {
    const test = await openEngine()
    const envFile = await make(join(folder(), 'variables'))
    const beside = test.start(command('beside', 'true'))
    const run = test.start(command('reader', 'true', [], { envFiles: [envFile] }))
    const receipt = await test.engine.ended(run.id)
    expect(receipt).toMatchObject({ outcome: 'failed', failure: saying(expect.stringMatching(said)) })
    expect(inWords(receipt.failure)).toContain(`envFiles.0: got "${envFile}", expected a file`)
    expect(await test.engine.ended(beside.id)).toMatchObject({ outcome: 'completed' })
  })
})

describe('a stack file', () => {
  it.each(unusual)('that is %s is refused with its name, at once and awaited', async (_, make, said) => {
    const path = await make(join(folder(), 'compose.yaml'))
    for (const answer of [readStackFile(path), await loadStackFile(path)]) {
      expect(answer.ok).toBe(false)
      expect(answer.ok ? '' : answer.issues[0]?.got).toMatch(said)
    }
  })

  it.each(['Procfile', 'compose.yaml'])(
    '%s beside an .env that is a named pipe: it is said, and the rest is taken',
    async (name) => {
      const place = folder()
      pipe(join(place, '.env'))
      const text = name === 'Procfile' ? 'web: sleep 30\n' : 'services:\n  web: { command: ["sleep", "30"] }\n'
      writeFileSync(join(place, name), text)
      for (const answer of [readStackFile(join(place, name)), await loadStackFile(join(place, name))]) {
        expect(answer).toMatchObject({ ok: true, stack: { tasks: [{ name: 'web' }] } })
        const notes = answer.ok ? answer.leftOut.map(({ why }) => why) : []
        expect(notes).toContain(
          'The .env beside the file: got a named pipe, expected a file. Its variables are not taken.',
        )
      }
    },
  )

  it('awaited and at once are one answer: imports, variables beside it, files of variables', async () => {
    const place = folder()
    writeFileSync(join(place, '.env'), 'PORT=7000\n')
    writeFileSync(join(place, 'more.env'), 'A=1\n')
    writeFileSync(join(place, 'Procfile'), 'web: sleep 30\nworker: sleep 31\n')
    const stack = 'version: 1\nimport: Procfile\ntasks:\n  db: { command: sleep 32, envFiles: [more.env] }\n'
    writeFileSync(join(place, 'quiesce.yaml'), stack)
    const file = join(place, 'quiesce.yaml')
    const awaited = await loadStackFile(file)
    expect(awaited).toEqual(readStackFile(file))
    expect(awaited).toMatchObject({ ok: true, stack: { tasks: [{ env: { PORT: '7000' } }, {}, { name: 'db' }] } })
  })
})

describe('other paths that a task names', () => {
  const cases: readonly (readonly [string, (path: string) => TaskSpec, RegExp])[] = [
    ['the program', (path) => command('x', path), /it is a named pipe, a socket or a device/],
    ['the working folder', (path) => command('x', 'true', [], { cwd: path }), /cwd: got .*, expected a folder/],
    [
      'a workload',
      (path) => ({ kind: 'thread', name: 'x', workload: path }),
      /workload: got .*, expected the file of a module: it is a named pipe/,
    ],
  ]
  it.each(cases)('%s is a named pipe: a failed run with a plain reason', async (_, spec, said) => {
    const test = await openEngine()
    const run = test.start(spec(pipe(join(folder(), 'pipe.mjs'))))
    expect(await test.engine.ended(run.id)).toMatchObject({
      outcome: 'failed',
      failure: saying(expect.stringMatching(said)),
    })
  })

  it('saved tasks in a named pipe: the engine starts without them and says so', async () => {
    const dataDir = newDataDir()
    pipe(join(dataDir, 'tasks.json'))
    const test = await openEngine(dataDir)
    expect(test.events.map(({ text }) => text).join('\n')).toContain('could not be read: it is a named pipe.')
  })
})

describe('a promise that a file is gone', () => {
  it.each([
    ['a link to nothing', 'ln -s nowhere-4711 lock'],
    ['a link to itself', 'ln -s lock lock'],
    ['a named pipe', 'mkfifo lock'],
    ['a link to a folder that is gone', 'mkdir d; ln -s "$PWD/d" lock; rmdir d'],
  ])('is broken by %s', async (_, line) => {
    const test = await openEngine()
    const run = test.start(shell(line, { cwd: folder(), expect: { filesGone: ['lock'] } }))
    const { verdict, leaks } = await test.engine.ended(run.id)
    expect({ verdict, leaks }).toMatchObject({ verdict: 'leaked', leaks: [{ kind: 'promise', where: 'filesGone' }] })
  })

  it('is kept where the file is gone, also with the folder that it lay in', async () => {
    const test = await openEngine()
    const promise = { expect: { filesGone: ['lock', 'gone/too/lock', 'file/lock'] } }
    const run = test.start(shell('touch lock file; rm lock', { cwd: folder(), ...promise }))
    expect(await test.engine.ended(run.id)).toMatchObject({ verdict: 'clean', leaks: [] })
  })
})

const why = whyNoSlowDisk ? ` (skipped: ${whyNoSlowDisk})` : ''
it.skipIf(whyNoSlowDisk)(`a disk that does not answer fails the start that needs it, and no other${why}`, async () => {
  const envFile = join(folder(), 'variables')
  writeFileSync(envFile, 'A=1\n')
  const manager = await askedManager(newDataDir(), { through: slowCalls('openat', 6, envFile) })
  const stuck = await manager.start(command('stuck', 'true', [], { envFiles: [envFile] }))
  const beside = await manager.start(command('beside', 'true'))
  expect(await manager.ended(beside.id)).toMatchObject({ outcome: 'completed' })
  expect(await manager.run(stuck.id)).toMatchObject({ phase: 'starting' })
  expect(await manager.ended(stuck.id)).toMatchObject({
    outcome: 'failed',
    failure: saying(expect.stringContaining('the disk did not answer within 2 s')),
  })
  expect(readFileSync(envFile, 'utf8')).toBe('A=1\n')
})
