import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it, vi } from 'vitest'
import { command, eventOf, lineOf, openEngine, PATIENT, python, shell, stepOf } from '../support/test-engine'
import { inWords, receiptSummary, saying } from '../support/words'

const ours = [
  'OUR_SECRET_TOKEN',
  'ELECTRON_RUN_AS_NODE',
  'NODE_OPTIONS',
  'QUIESCE_RUN_ID',
  'QUIESCE_STRAY',
  'LD_PRELOAD',
] as const
afterEach(() => void vi.unstubAllEnvs())

it('only the allow-listed part of our environment is passed on', async () => {
  for (const name of ours) vi.stubEnv(name, name === 'NODE_OPTIONS' ? '--no-warnings' : '')
  vi.stubEnv('OUR_SECRET_TOKEN', 'hush')
  vi.stubEnv('QUIESCE_RUN_ID', 'run-of-somebody-else')
  const test = await openEngine()
  const run = test.start(command('env', 'env', [], { env: { GIVEN: 'a b', PATH: process.env['PATH'] ?? '' } }))
  await test.engine.ended(run.id)
  const { text } = await test.engine.output(run.id)
  const names = text.split('\n').map((line) => line.split('=')[0])
  expect(text).toContain('GIVEN=a b\n')
  expect(text).toContain(`QUIESCE_RUN_ID=${run.id}\n`)
  expect(text).toContain('QUIESCE_EVENTS_FD=3\n')
  expect(text).toMatch(/^TMPDIR=.*\/q-\w{6}\/\w{10}$/m)
  expect(text).not.toContain('hush')
  for (const name of ['OUR_SECRET_TOKEN', 'ELECTRON_RUN_AS_NODE', 'NODE_OPTIONS', 'QUIESCE_STRAY', 'LD_PRELOAD']) {
    expect(names).not.toContain(name)
  }
})

it("a task's own variables come through, but not over the mark", async () => {
  const test = await openEngine()
  const run = test.start(
    command('env', 'env', [], { env: { NODE_OPTIONS: '--trace-warnings', QUIESCE_RUN_ID: 'forged' } }),
  )
  await test.engine.ended(run.id)
  const { text } = await test.engine.output(run.id)
  expect(text).toContain('NODE_OPTIONS=--trace-warnings\n')
  expect(text).toContain(`QUIESCE_RUN_ID=${run.id}\n`)
  expect(text).not.toContain('forged')
})

it('arguments reach the program letter by letter; no shell reads them', async () => {
  const test = await openEngine()
  const args = ['$HOME', '`id`', '; echo gotcha', 'a  b', '*', '', '"', "'", '-n', 'ä€😀', '\n']
  const run = test.start(
    command('args', process.execPath, ['-p', 'JSON.stringify(process.argv.slice(1))', '--', ...args]),
  )
  await test.engine.ended(run.id)
  expect(JSON.parse((await test.engine.output(run.id)).text)).toEqual(args)
})

it('with shell a line is read by sh, and args are its $1, $2', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo "$1|$2|$#" | tr a-z A-Z', { args: ['one; two', '$HOME'] }))
  await test.engine.ended(run.id)
  expect((await test.engine.output(run.id)).text).toBe('ONE; TWO|$HOME|2\n')
})

it('the working folder is the one that was given, else the home folder', async () => {
  const test = await openEngine()
  const given = test.start(command('pwd', 'pwd', [], { cwd: '/usr/bin' }))
  const none = test.start(command('pwd', 'pwd'))
  await Promise.all([test.engine.ended(given.id), test.engine.ended(none.id)])
  expect((await test.engine.output(given.id)).text).toBe('/usr/bin\n')
  expect((await test.engine.output(none.id)).text).toBe(`${homedir()}\n`)
})

it('relative entries of PATH are not searched', async () => {
  const test = await openEngine()
  const run = test.start(command('ls', 'ls', [], { cwd: '/usr', env: { PATH: 'bin:.:' } }))
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'failed' })
  expect(inWords(receipt.failure)).toBe(
    'command: got "ls", expected a program: none of the 0 folders of PATH holds one of that name.',
  )
})

it('a path with a slash counts from the working folder', async () => {
  const test = await openEngine()
  const run = test.start(command('echo', 'bin/echo', ['hello'], { cwd: '/usr' }))
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed' })
  expect(test.linesOf(run.id)).toEqual(['hello'])
})

const LEAVES_FILES = 'mkdir "$TMPDIR/deep"; printf 12345 > "$TMPDIR/deep/left"; echo "$TMPDIR"'

it('a file left in its private temp folder is named with its size, and removed', async () => {
  const test = await openEngine()
  const run = test.start(shell(LEAVES_FILES))
  const receipt = await test.engine.ended(run.id)
  const folder = test.linesOf(run.id)[0] ?? ''
  expect(receipt.verdict).toBe('leaked')
  expect(receipt.leaks).toEqual([
    { kind: 'file', what: 'deep/left', where: join(folder, 'deep/left'), bytes: 5, removed: true },
  ])
  expect(stepOf(receipt, 'files-clean')).toMatchObject({
    verdict: 'no',
    evidence: saying('One file (5 bytes) was left in its private temporary folder, and removed afterwards.'),
  })
  expect(receiptSummary(receipt)).toBe('one thing was left behind: deep/left')
  expect(existsSync(folder)).toBe(false)
  await eventOf(test, run.id, 'leak-found', /deep\/left \(5 bytes\)/)
})

it('it is kept when the task says so, until the engine closes', async () => {
  const test = await openEngine()
  const run = test.start(shell(LEAVES_FILES, { removeTempFiles: false }))
  const receipt = await test.engine.ended(run.id)
  const folder = test.linesOf(run.id)[0] ?? ''
  expect(receipt.leaks[0]).toMatchObject({ what: 'deep/left', removed: false })
  expect(existsSync(join(folder, 'deep/left'))).toBe(true)
})

it('a heap of files is counted, and a hundred of them named', async () => {
  const test = await openEngine()
  const run = test.start(shell('i=0; while [ $i -lt 250 ]; do echo > "$TMPDIR/f$i"; i=$((i+1)); done'))
  const receipt = await test.engine.ended(run.id)
  expect(receipt.leaks).toHaveLength(101)
  expect(receipt.leaks.at(-1)).toMatchObject({ what: '150 more files', bytes: 150 })
  expect(inWords(stepOf(receipt, 'files-clean').evidence)).toMatch(/^250 files \(250 bytes\)/)
})

it('an empty private temp folder is clean, and does not stay', async () => {
  const test = await openEngine()
  const run = test.start(shell('mktemp -d && rmdir "$TMPDIR"/*; echo "$TMPDIR"'))
  const receipt = await test.engine.ended(run.id)
  expect(stepOf(receipt, 'files-clean').verdict).toBe('yes')
  expect(existsSync(test.linesOf(run.id).at(-1) ?? '/')).toBe(false)
})

const TELLS = `
import json, os, signal, sys, time
fd = int(os.environ['QUIESCE_EVENTS_FD'])
def tell(**event): os.write(fd, (json.dumps(event) + '\\n').encode())
`

it('a program can tell of its cleanup on the events descriptor', async () => {
  const test = await openEngine()
  const run = test.start(
    python(`${TELLS}
def leave(*_):
    tell(event='handled', text='the server stops taking requests')
    tell(event='cleanup-started', name='flush the queue')
    sys.stdin.readline()
    tell(event='cleanup-finished', name='flush the queue')
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
tell(event='progress', value=0.5)
print('ready')
while True: time.sleep(60)`),
  )
  await lineOf(test, run.id, /ready/)
  await expect.poll(() => test.engine.run(run.id)?.progress).toBe(0.5)
  await test.engine.stop(run.id)
  await eventOf(test, run.id, 'cleanup-started')
  await new Promise((resolve) => setTimeout(resolve, 150))
  await test.engine.write(run.id, '\n')
  const receipt = await test.engine.ended(run.id)
  expect(receipt.verdict).toBe('clean')
  expect(receipt.cleanups).toEqual([
    { name: 'flush the queue', startedMs: expect.any(Number) as unknown, finishedMs: expect.any(Number) as unknown },
  ])
  const [cleanup] = receipt.cleanups
  expect((cleanup?.finishedMs ?? 0) - (cleanup?.startedMs ?? 0)).toBeGreaterThanOrEqual(140)
  expect(stepOf(receipt, 'handled')).toMatchObject({
    verdict: 'yes',
    evidence: saying('The server stops taking requests.'),
  })
  expect(stepOf(receipt, 'cleanup-started').verdict).toBe('yes')
  expect(stepOf(receipt, 'cleanup-finished').verdict).toBe('yes')
  const types = test.typesOf(run.id)
  const order = ['handled', 'cleanup-started', 'cleanup-finished', 'gone'] as const
  expect(order.map((type) => types.indexOf(type))).toEqual(
    [...order.map((type) => types.indexOf(type))].sort((a, b) => a - b),
  )
  expect(types).toEqual(expect.arrayContaining([...order]))
})

it('force while a cleanup runs is cut short', async () => {
  const test = await openEngine()
  const run = test.start(
    python(
      `${TELLS}
def leave(*_):
    tell(event='cleanup-started', name='write the index')
    time.sleep(60)
signal.signal(signal.SIGTERM, leave)
print('ready')
while True: time.sleep(60)`,
      { stopPolicy: PATIENT },
    ),
  )
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  await eventOf(test, run.id, 'cleanup-started')
  await test.engine.hurry(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.verdict).toBe('cut-short')
  expect(receipt.refusal).toBe('handler-did-not-exit')
  expect(stepOf(receipt, 'cleanup-started').verdict).toBe('yes')
  expect(stepOf(receipt, 'cleanup-finished')).toMatchObject({
    verdict: 'no',
    evidence: saying('Not finished when it was gone: "write the index".'),
  })
})

it('a failed cleanup is told as such', async () => {
  const test = await openEngine()
  const run = test.start(
    python(`${TELLS}
tell(event='cleanup-started', name='sync')
tell(event='cleanup-failed', name='sync', error='disk full')`),
  )
  const receipt = await test.engine.ended(run.id)
  expect(receipt.cleanups).toEqual([expect.objectContaining({ name: 'sync', error: 'disk full' })])
  expect(stepOf(receipt, 'cleanup-finished')).toMatchObject({
    verdict: 'no',
    evidence: saying('The cleanup "sync" failed: disk full.'),
  })
})

it('what is no event on the descriptor changes nothing, however much of it comes', async () => {
  const test = await openEngine()
  const run = test.start(
    python(`${TELLS}
os.write(fd, b'not json\\n{"event":"gone"}\\n[]\\nnull\\n\\xff\\xfe\\n{"event":"progress","value":7}\\n{"event":"cleanup-started","name":""}\\n')
os.write(fd, b'{"event":"cleanup-finished","name":"never started"}\\n')
os.write(fd, b'{"event":"cleanup-started","name":"' + b'x' * 300000 + b'"}\\n')
for i in range(20000): tell(event='cleanup-started', name='n' + str(i))
for i in range(20000): tell(event='progress', value=(i % 100) / 100)
tell(event='progress', value=1)
print('done')`),
  )
  const receipt = await test.engine.ended(run.id)
  expect(receipt.outcome).toBe('completed')
  expect(receipt.cleanups.length).toBeLessThanOrEqual(2_000)
  expect(test.eventsOf(run.id).length).toBeLessThan(2_100)
  expect(test.engine.run(run.id)?.progress).toBe(1)
})

it('a secret in a command line is in no snapshot, event, receipt or report of who is alive; the program gets it', async () => {
  const test = await openEngine()
  const secrets = ['--password', 'hunter2-a', '--token=hunter2-b', 'postgres://me:hunter2-c@db/shop']
  const child = 'import subprocess, sys, time\nsubprocess.Popen(["sleep", "1000", *sys.argv[1:]][:2])\n'
  const sleeper = `${child}print(len(sys.argv), flush=True)\ntime.sleep(1000)`
  const run = test.start(
    command('secrets', 'python3', ['-c', sleeper, ...secrets], {
      stopPolicy: [{ send: { command: ['/bin/echo', '--api-key', 'hunter2-d'] }, patienceMs: 300 }, ...PATIENT],
      env: { DB_PASS: 'hunter2-e' },
    }),
  )
  await lineOf(test, run.id, /^5$/)
  expect(test.engine.run(run.id)?.commandLine).toContain('--token=***')
  const holders = await test.engine.whoHolds(run.id)
  const { accepted } = await test.engine.stop(run.id)
  expect(accepted).toBe(true)
  const receipt = await test.engine.ended(run.id)
  const seen = JSON.stringify([test.engine.run(run.id), test.events, receipt, holders, test.engine.recentEvents()])
  expect(seen).not.toContain('hunter2')
  expect(JSON.stringify(receipt.ladder[0])).toContain('***')
})
