import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { losesDescriptors } from '../../src/engine/processes/descriptor-wrappers'
import { command, eventOf, lineOf, newDataDir, openEngine, python, shell, stepOf } from '../support/test-engine'

/** What the README tells people to write, letter by letter. */
function snippet(language: 'js' | 'python' | 'sh'): string {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8')
  const part = readme.slice(readme.indexOf('## Let a program tell of its cleanup'))
  return new RegExp(`\`\`\`${language}\\n([^]*?)\`\`\``).exec(part)?.[1] ?? ''
}

const NODE = `import { createServer } from 'node:http'
const server = createServer().listen(0, '127.0.0.1', () => console.log('ready'))
${snippet('js')}`
const PYTHON = `import time
own = open('own.txt', 'w+')
class database:
    commit = staticmethod(lambda: open('committed.txt', 'w').close())
${snippet('python')}
print('ready', own.fileno(), flush=True)
while True: time.sleep(1)`

function project(): string {
  const folder = newDataDir()
  const scripts = { node: 'node server.mjs', python: 'python3 app.py' }
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ name: 'x', private: true, scripts }))
  writeFileSync(join(folder, 'server.mjs'), NODE)
  writeFileSync(join(folder, 'app.py'), PYTHON)
  return folder
}

it.each([
  ['node directly', 'node', ['server.mjs'], 'close the server'],
  ['node below npm', 'npm', ['run', 'node'], 'close the server'],
  ['python directly', 'python3', ['app.py'], 'commit'],
  ['python below npm', 'npm', ['run', 'python'], 'commit'],
])('the README’s program tells of its cleanup: %s', async (_, program, args, cleanup) => {
  const cwd = project()
  const test = await openEngine()
  const run = test.start(command('tells', program, args, { cwd }))
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(stepOf(receipt, 'cleanup-finished').verdict).toBe('yes')
  expect(receipt.cleanups).toMatchObject([{ name: cleanup }])
  if (existsSync(join(cwd, 'own.txt'))) expect(readFileSync(join(cwd, 'own.txt'), 'utf8')).toBe('')
})

it('the README’s shell tells of its cleanup', async () => {
  const test = await openEngine()
  const lines = snippet('sh').replace('while :;', 'echo ready\nwhile :;')
  const run = test.start(shell(lines))
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  expect((await test.engine.ended(run.id)).cleanups).toMatchObject([{ name: 'flush' }])
})

it('an event is heard while the program runs, and its last one though it leaves at once', async () => {
  const test = await openEngine()
  const run = test.start(
    python(`import json, os, sys
def tell(**event):
    with open(os.environ['QUIESCE_EVENTS_FILE'], 'a') as file: print(json.dumps(event), file=file)
tell(event='progress', value=0.5)
print('ready', flush=True)
sys.stdin.readline()
tell(event='cleanup-started', name='last')
tell(event='cleanup-finished', name='last')`),
  )
  await lineOf(test, run.id, /ready/)
  await expect.poll(() => test.engine.run(run.id)?.progress).toBe(0.5)
  await test.engine.write(run.id, '\n')
  const receipt = await test.engine.ended(run.id)
  expect(receipt.cleanups).toMatchObject([{ name: 'last' }])
  expect(stepOf(receipt, 'files-clean').verdict).toBe('yes')
})

it('a pipe, a link, a folder or a flood under the name holds nobody up, and nothing is left', async () => {
  const test = await openEngine()
  const odd = [
    'mkfifo "$QUIESCE_EVENTS_FILE"',
    'ln -s /dev/zero "$QUIESCE_EVENTS_FILE"',
    'mkdir "$QUIESCE_EVENTS_FILE"',
    'head -c 3000000 /dev/zero > "$QUIESCE_EVENTS_FILE"',
    'echo \'{"event":"progress","value":0.1\' > "$QUIESCE_EVENTS_FILE"',
  ]
  for (const line of odd) {
    const run = test.start(shell(`${line}; echo "$QUIESCE_EVENTS_FILE"`))
    expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
    const path = test.linesOf(run.id)[0] ?? ''
    expect(path).toMatch(/\.events$/)
    if (!line.startsWith('mkdir')) await expect.poll(() => existsSync(path)).toBe(false)
  }
})

it('a task with a TMPDIR of its own can tell too, and a run that may outlive us is told of nothing', async () => {
  const own = join(newDataDir(), 'own')
  mkdirSync(own)
  const test = await openEngine()
  const tells = 'echo \'{"event":"cleanup-finished","name":"own"}\' >> "$QUIESCE_EVENTS_FILE"'
  const run = test.start(
    shell(`echo '{"event":"cleanup-started","name":"own"}' >> "$QUIESCE_EVENTS_FILE"; ${tells}`, {
      env: { TMPDIR: own },
    }),
  )
  await eventOf(test, run.id, 'cleanup-finished')
  expect((await test.engine.ended(run.id)).cleanups).toMatchObject([{ name: 'own' }])
  const kept = test.start(command('kept', 'env', [], { keepRunning: true }))
  await test.engine.ended(kept.id)
  expect((await test.engine.output(kept.id)).text).not.toContain('QUIESCE_EVENTS')
})

it('the number of the descriptor is named only where it surely arrives', async () => {
  const lose = [
    ['npm', 'run', 'dev'],
    ['/usr/bin/npx', 'vite'],
    ['cd web && pnpm dev'],
    ['env', 'sudo', 'x'],
    ['C:\\x\\npm.cmd'],
    ['tsx watch a.ts'],
  ]
  const keep = [
    ['node', 'server.js'],
    ['python3', 'app.py'],
    ['exec ./server --npm-cache=/x'],
    ['make', 'run'],
    ['sh', '-c', 'exec node a.mjs'],
  ]
  expect(lose.filter((line) => !losesDescriptors(line.map((word) => word.replaceAll('\\', '/'))))).toEqual([])
  expect(keep.filter(losesDescriptors)).toEqual([])
  const test = await openEngine()
  const direct = test.start(command('env', 'env'))
  const behind = test.start(shell('env; exit 0; npm run x'))
  await Promise.all([test.engine.ended(direct.id), test.engine.ended(behind.id)])
  expect((await test.engine.output(direct.id)).text).toContain('QUIESCE_EVENTS_FD=3\n')
  expect((await test.engine.output(behind.id)).text).not.toContain('QUIESCE_EVENTS_FD')
})
