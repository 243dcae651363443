import { spawn } from 'node:child_process'
import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, dirname, join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { asRunId } from '@contract/ids'
import { LONGEST_TEMP_PATH, removeTempOfEarlierRun, TempFolders } from '../../src/engine/processes/temp-folders'
import { command, newDataDir, openEngine, python, shell, stepOf } from '../support/test-engine'
import { saying } from '../support/words'

const RUN = asRunId('run-0123abcd-ef01-4000-8000-000000000000')

const made: string[] = []
function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'temps-'))
  made.push(path)
  return path
}
afterEach(() => {
  vi.unstubAllEnvs()
  for (const path of made.splice(0)) rmSync(path, { recursive: true, force: true })
})

it('sockets find room below TMPDIR, however long the path of the data folder is', async () => {
  const test = await openEngine(
    join(newDataDir(), 'Library/Application Support/A person with a very long name indeed/Quiesce'),
  )
  const node = test.start(
    command('listens', process.execPath, [
      '-e',
      `const { join } = require('node:path'), { tmpdir } = require('node:os'), { existsSync } = require('node:fs')
       const path = join(tmpdir(), 'vitest-worker-0123456789', '1234567890.sock')
       require('node:fs').mkdirSync(require('node:path').dirname(path))
       const server = require('node:net').createServer().listen(path, () => {
         console.log(tmpdir().length, existsSync(path))
         require('node:fs').rmSync(require('node:path').dirname(path), { recursive: true })
         server.close()
       })`,
    ]),
  )
  const manager = test.start(
    python(`import multiprocessing
if __name__ == '__main__':
    print(multiprocessing.Manager().list([1]))`),
  )
  expect((await test.engine.ended(node.id)).outcome).toBe('completed')
  expect((await test.engine.ended(manager.id)).outcome).toBe('completed')
  const [length, isThere] = (test.linesOf(node.id)[0] ?? '').split(' ')
  expect(Number(length)).toBeLessThanOrEqual(LONGEST_TEMP_PATH)
  expect(isThere).toBe('true')
  expect(test.linesOf(manager.id)).toContain('[1]')
})

it('it is a folder of this user alone, in a folder of this user alone', async () => {
  const test = await openEngine()
  const run = test.start(shell('stat -c "%a %u" "$TMPDIR" "$(dirname "$TMPDIR")"'))
  await test.engine.ended(run.id)
  expect(test.linesOf(run.id)).toEqual([`700 ${process.getuid?.()}`, `700 ${process.getuid?.()}`])
})

it('a task that names its own TMPDIR has that one, and the receipt says that it was not looked at', async () => {
  const own = folder()
  writeFileSync(join(own, 'settings.env'), `TMPDIR=${own}\n`)
  const test = await openEngine()
  const leaves = 'echo "$TMPDIR"; echo x > "$TMPDIR/left"'
  for (const said of [{ env: { TMPDIR: own } }, { envFiles: [join(own, 'settings.env')] }]) {
    const run = test.start(shell(leaves, said))
    const receipt = await test.engine.ended(run.id)
    expect(test.linesOf(run.id)).toEqual([own])
    expect(stepOf(receipt, 'files-clean')).toMatchObject({
      verdict: 'not-applicable',
      evidence: saying('Its task names a TMPDIR of its own: what the run left there is not looked at.'),
    })
    expect(receipt.leaks).toEqual([])
    expect(existsSync(join(own, 'left'))).toBe(true)
  }
})

it('closing takes the folder away, and that of a run that may stay only when it is empty', async () => {
  const folders = new TempFolders(folder())
  const run = folders.pathOf(RUN, false)
  const kept = folders.pathOf(RUN, true)
  for (const path of [run, kept]) mkdirSync(path)
  expect(run).not.toBe(kept)
  await folders.close()
  expect(existsSync(dirname(run))).toBe(false)
  expect(existsSync(kept)).toBe(true)
  rmSync(dirname(kept), { recursive: true })
})

it('the person’s own temporary folder is used where it is short; a long one, or one that others may rename in, is not', async () => {
  const base = folder()
  const short = new TempFolders(base, () => [base])
  expect(dirname(dirname(short.pathOf(RUN, false)))).toBe(base)
  await short.close()
  const open = join(base, 'open')
  mkdirSync(open)
  chmodSync(open, 0o777)
  const other = new TempFolders(join(base, 'fallback'), () => [join(base, 'missing'), open])
  expect(dirname(dirname(other.pathOf(RUN, false)))).toBe(join(base, 'fallback'))
  await other.close()
  chmodSync(open, 0o1777)
  const sticky = new TempFolders(join(base, 'fallback'), () => [open])
  expect(dirname(dirname(sticky.pathOf(RUN, false)))).toBe(open)
  await sticky.close()
  vi.stubEnv('TMPDIR', join(base, 'a-folder-whose-path-leaves-no-room-for-any-socket'))
  mkdirSync(process.env['TMPDIR'] ?? '')
  const long = new TempFolders(base)
  expect(long.pathOf(RUN, false).length).toBeLessThanOrEqual(LONGEST_TEMP_PATH)
  await long.close()
})

it('a folder that was taken away, and whose name leads elsewhere now, is used no more', async () => {
  const base = folder()
  const folders = new TempFolders(base, () => [base])
  const before = dirname(folders.pathOf(RUN, false))
  rmSync(before, { recursive: true })
  mkdirSync(join(base, 'elsewhere'))
  symlinkSync(join(base, 'elsewhere'), before)
  const after = dirname(folders.pathOf(RUN, false))
  expect(after).not.toBe(before)
  expect(lstatSync(after).isDirectory()).toBe(true)
  await folders.close()
})

it('what an earlier start left is removed only where it is surely ours', async () => {
  const base = folder()
  const target = join(base, 'a-persons-folder')
  mkdirSync(join(target, '0123abcdef'), { recursive: true })
  writeFileSync(join(target, '0123abcdef', 'letter'), 'dear')
  const linked = join(base, 'q-AbCdEf')
  symlinkSync(target, linked)
  await removeTempOfEarlierRun(join(linked, '0123abcdef'))
  expect(existsSync(join(target, '0123abcdef', 'letter'))).toBe(true)
  const shared = join(base, 'q-ShArEd')
  mkdirSync(join(shared, '0123abcdef'), { recursive: true })
  chmodSync(shared, 0o755)
  await removeTempOfEarlierRun(join(shared, '0123abcdef'))
  expect(existsSync(join(shared, '0123abcdef'))).toBe(true)
  chmodSync(shared, 0o700)
  chmodSync(join(shared, '0123abcdef'), 0o700)
  await removeTempOfEarlierRun(join(shared, '0123abcdef'))
  expect(existsSync(shared)).toBe(false)
})

it('the next start takes away what a manager that was killed could not', async () => {
  const dataDir = newDataDir()
  const manager = spawn(
    process.execPath,
    [
      '--input-type=module',
      '-e',
      `const { createEngine } = await import(${JSON.stringify(new URL('../../out/engine/index.js', import.meta.url).href)})
       const engine = await createEngine({ dataDir: ${JSON.stringify(dataDir)} })
       engine.onEvent((event) => event.type === 'line' && console.log(event.text))
       const spec = { kind: 'process', name: 'leaves', shell: true, command: 'echo x > "$TMPDIR/left"; echo "$TMPDIR"; exec sleep 1000' }
       engine.start(engine.define(spec, { saved: false }).id)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const path = await new Promise<string>((resolve) =>
    manager.stdout.once('data', (data: Buffer) => resolve(data.toString().trim())),
  )
  expect(basename(path)).toMatch(/^\w{10}$/)
  expect(statSync(join(path, 'left')).size).toBe(2)
  // The row with its name is written some milliseconds later.
  await new Promise((resolve) => setTimeout(resolve, 300))
  const gone = new Promise((resolve) => manager.once('exit', resolve))
  manager.kill('SIGKILL')
  await gone
  await openEngine(dataDir)
  await expect.poll(() => existsSync(dirname(path)), { timeout: 10_000 }).toBe(false)
})
