import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import type { Leak, Receipt } from '@contract/receipt'
import type { ProcessTaskSpec } from '@contract/task'
import {
  command,
  eventOf,
  lineOf,
  openEngine,
  python,
  shell,
  snapshotOf,
  stepOf,
  type TestEngine,
} from '../support/test-engine'
import { inWords, receiptSummary, saying } from '../support/words'

const folders: string[] = []
const outsiders: ChildProcess[] = []

afterEach(async () => {
  for (const outsider of outsiders.splice(0)) {
    const gone = outsider.exitCode === null && outsider.signalCode === null ? once(outsider, 'exit') : undefined
    outsider.kill('SIGKILL')
    await gone
  }
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

function newFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-left-'))
  folders.push(folder)
  return folder
}

/** A process that no run knows of. Resolves when it has printed `up`. */
async function outsider(program: string, ...args: readonly string[]): Promise<ChildProcess> {
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  outsiders.push(child)
  let printed = ''
  for await (const chunk of child.stdout) if ((printed += String(chunk)).includes('up\n')) break
  return child
}

/** Starts it, waits for `up`, and ends it by force: nothing of its cleanup runs. */
async function forcedReceipt(test: TestEngine, spec: ProcessTaskSpec): Promise<Receipt> {
  const run = test.start(spec)
  await lineOf(test, run.id, /^up/)
  await test.engine.terminate(run.id)
  return test.engine.ended(run.id)
}

function leakAt({ leaks }: Receipt, path: string): Leak | undefined {
  return leaks.find(({ where }) => where === path)
}

const SERVER = `
import os, socket, sys, time
s = socket.socket(socket.AF_UNIX)
s.bind(sys.argv[1])
s.listen()
print('up')
time.sleep(1000)
`

it.each([
  ['python', (path: string) => command('server', 'python3', ['-u', '-c', SERVER, path])],
  [
    'node',
    (path: string) =>
      command('server', process.execPath, [
        '-e',
        'require("net").createServer().listen(process.argv[1], () => console.log("up"))',
        path,
      ]),
  ],
])('the socket file of a %s server that was ended by force is a leak, and can be removed', async (_, serving) => {
  const test = await openEngine()
  const path = join(newFolder(), 'app.sock')
  const receipt = await forcedReceipt(test, serving(path))
  const leak = leakAt(receipt, path)
  expect(leak).toMatchObject({ kind: 'file', what: 'socket app.sock' })
  expect(leak?.madeBy).toMatch(/ \(process \d+\)$/)
  expect(leak).not.toHaveProperty('heldBy')
  expect(stepOf(receipt, 'files-clean')).toMatchObject({ verdict: 'no' })
  expect(inWords(stepOf(receipt, 'files-clean').evidence)).toContain(path)
  expect(test.eventsOf(receipt.runId).some(({ type, text }) => type === 'leak-found' && text.includes(path))).toBe(true)
  const fileId = leak?.fileId ?? ''
  expect(await test.engine.removeLeftover(receipt.runId, '1:2:3:4')).toMatchObject({ accepted: false })
  expect(existsSync(path)).toBe(true)
  expect(await test.engine.removeLeftover(receipt.runId, fileId)).toEqual({
    accepted: true,
    reason: saying(`${path} is gone.`),
  })
  expect(existsSync(path)).toBe(false)
  expect(await test.engine.removeLeftover(receipt.runId, fileId)).toMatchObject({ code: 'already-ended' })
})

it('a socket that was bound from within its folder is found there', async () => {
  const test = await openEngine()
  const folder = newFolder()
  const receipt = await forcedReceipt(
    test,
    command('server', 'python3', ['-u', '-c', SERVER, 'near.sock'], { cwd: folder }),
  )
  expect(leakAt(receipt, join(folder, 'near.sock'))).toMatchObject({ kind: 'file' })
})

it('a server that takes its socket, pid file and lock file away has left nothing', async () => {
  const test = await openEngine()
  const folder = newFolder()
  const code = `
import fcntl, os, signal, socket, sys
os.chdir(sys.argv[1])
s = socket.socket(socket.AF_UNIX); s.bind('a.sock'); s.listen()
lock = open('a.lock', 'w'); fcntl.flock(lock, fcntl.LOCK_EX)
pid = open('a.pid', 'w'); print(os.getpid(), file=pid, flush=True)
def leave(*_):
    for name in ('a.sock', 'a.lock', 'a.pid'): os.unlink(name)
    sys.exit(0)
signal.signal(signal.SIGTERM, leave)
print('up')
while True: signal.pause()
`
  const run = test.start(command('tidy', 'python3', ['-u', '-c', code, folder]))
  await lineOf(test, run.id, /^up/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', leaks: [] })
  expect(stepOf(receipt, 'files-clean')).toMatchObject({ verdict: 'yes' })
})

it('a lock file that was made and locked is a leak when its holder is gone', async () => {
  const test = await openEngine()
  const path = join(newFolder(), 'work.lock')
  const receipt = await forcedReceipt(test, shell(`exec flock ${path} sh -c 'echo up; exec sleep 1000'`))
  const leak = leakAt(receipt, path)
  expect(leak).toMatchObject({ kind: 'lock', what: 'lock file work.lock' })
  expect(await test.engine.removeLeftover(receipt.runId, leak?.fileId ?? '')).toMatchObject({ accepted: true })
  expect(existsSync(path)).toBe(false)
})

it('a lock file that was there before the run is not its leak, nor one that somebody else has open', async () => {
  const test = await openEngine()
  const folder = newFolder()
  const [old, shared] = [join(folder, 'old.lock'), join(folder, 'shared.lock')]
  writeFileSync(old, '')
  const line = `exec 8>>${old} 9>>${shared}; flock 8; echo up; exec sleep 1000`
  const run = test.start(shell(line))
  await lineOf(test, run.id, /^up/)
  await outsider('sh', '-c', `exec 9>>${shared}; flock 9; echo up; exec sleep 1000`)
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.leaks).toEqual([])
  expect(existsSync(old) && existsSync(shared)).toBe(true)
})

it('a pid file that names a member is a leak; one that names somebody else is not', async () => {
  const test = await openEngine()
  const folder = newFolder()
  const line = `echo $$ > served.pid; echo ${process.pid} > other.pid; echo $$ > notes.txt; echo up; exec sleep 1000`
  const receipt = await forcedReceipt(test, shell(line, { cwd: folder }))
  expect(receipt.leaks).toEqual([
    expect.objectContaining({ kind: 'file', what: 'pid file served.pid', where: join(folder, 'served.pid') }),
  ])
  expect(receipt.leaks[0]?.madeBy).toContain(`(process ${readFileSync(join(folder, 'served.pid'), 'utf8').trim()})`)
})

it('a program that ends by itself and leaves its socket is not said to have left nothing behind', async () => {
  const test = await openEngine()
  const path = join(newFolder(), 'short.sock')
  // Whoever sees its port has seen its socket: both are looked up in one go.
  const code = SERVER.replace(
    'time.sleep(1000)',
    'seen = socket.socket(); seen.bind(("127.0.0.1", 0)); seen.listen(); sys.stdin.readline()',
  )
  const run = test.start(command('short', 'python3', ['-u', '-c', code, path]))
  await lineOf(test, run.id, /^up/)
  await snapshotOf(test.engine, run.id, ({ ports = [] }) => ports.length > 0)
  await test.engine.write(run.id, '\n')
  const receipt = await test.engine.ended(run.id)
  expect(receipt.verdict).toBe('leaked')
  expect(receiptSummary(receipt)).toBe('one thing was left behind: socket short.sock')
})

const TAKES_SOCKET = `
import array, socket, sys, time
door = socket.socket(socket.AF_UNIX); door.bind(sys.argv[1]); door.listen()
print('up', flush=True)
given = door.accept()[0]
numbers = array.array('i')
_, extra, _, _ = given.recvmsg(1, socket.CMSG_SPACE(4))
numbers.frombytes(extra[0][2])
given.send(b'!')
time.sleep(1000)
`

it.each(['udp', 'tcp'] as const)(
  'a %s socket that outlives its family is a leak, with whoever has it now',
  async (protocol) => {
    const test = await openEngine()
    const door = join(newFolder(), 'door')
    const { pid } = await outsider('python3', '-c', TAKES_SOCKET, door)
    const code = `
import array, socket, sys, time
s = socket.socket(socket.AF_INET, socket.${protocol === 'udp' ? 'SOCK_DGRAM' : 'SOCK_STREAM'})
s.bind(('127.0.0.1', 0))
${protocol === 'tcp' ? 's.listen()' : ''}
away = socket.socket(socket.AF_UNIX); away.connect(sys.argv[1])
away.sendmsg([b'!'], [(socket.SOL_SOCKET, socket.SCM_RIGHTS, array.array('i', [s.fileno()]))])
away.recv(1)
print('up', s.getsockname()[1])
time.sleep(1000)
`
    const run = test.start(command('listener', 'python3', ['-u', '-c', code, door]))
    const port = /up (\d+)/.exec(await lineOf(test, run.id, /^up/))?.[1] ?? '?'
    await test.engine.stop(run.id)
    const receipt = await test.engine.ended(run.id)
    expect(receipt.leaks).toEqual([
      expect.objectContaining({
        kind: 'port',
        what: `${protocol} 127.0.0.1:${port}`,
        heldBy: expect.stringContaining(`(process ${pid})`) as unknown,
      }),
    ])
    expect(receipt.verdict).toBe('leaked')
    expect(stepOf(receipt, 'ports-free')).toMatchObject({ verdict: 'no' })
    await eventOf(test, run.id, 'leak-found', new RegExp(port))
  },
)

it('a UDP port that went with its family is told as free', async () => {
  const test = await openEngine()
  const code = `
import socket, time
s = socket.socket(socket.AF_INET6, socket.SOCK_DGRAM); s.bind(('::1', 0))
print('up', s.getsockname()[1])
time.sleep(1000)
`
  const run = test.start(python(code))
  const port = /up (\d+)/.exec(await lineOf(test, run.id, /^up/))?.[1] ?? '?'
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(stepOf(receipt, 'ports-free')).toMatchObject({
    verdict: 'yes',
    evidence: saying(`Nobody listens any more on udp ${port}.`),
  })
})

it('a stranger that listens on the same port is no leak, and the port is not told as free', async () => {
  const test = await openEngine()
  const code = (port: string): string => `
import socket, time
s = socket.socket(); s.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
s.bind(('127.0.0.1', ${port})); s.listen()
print('at', s.getsockname()[1]); print('up', flush=True)
time.sleep(1000)
`
  const run = test.start(python(code('0')))
  const port = /at (\d+)/.exec(await lineOf(test, run.id, /^at/))?.[1] ?? '?'
  const { pid } = await outsider('python3', '-c', code(port))
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.leaks).toEqual([])
  expect(stepOf(receipt, 'ports-free')).toMatchObject({ verdict: 'no' })
  expect(inWords(stepOf(receipt, 'ports-free').evidence)).toContain(`(process ${pid})`)
})

it('what is held, written to or replaced since is not removed', async () => {
  const test = await openEngine()
  const folder = newFolder()
  const names = ['held', 'written', 'replaced', 'free']
  const paths = names.map((name) => join(folder, `${name}.lock`))
  const line = `${paths.map((path, index) => `exec ${index + 5}>${path}`).join('; ')}; echo up; exec sleep 1000`
  const receipt = await forcedReceipt(test, shell(line))
  const [held = '', written = '', replaced = '', free = ''] = paths
  expect(receipt.leaks.map(({ where }) => where).sort()).toEqual([...paths].sort())
  const idAt = (path: string): string => leakAt(receipt, path)?.fileId ?? ''
  const { pid } = await outsider('sh', '-c', `exec 9<${held}; echo up; exec sleep 1000`)
  writeFileSync(written, 'mine')
  writeFileSync(`${replaced}.new`, '')
  renameSync(`${replaced}.new`, replaced)
  const remove = (path: string): ReturnType<typeof test.engine.removeLeftover> =>
    test.engine.removeLeftover(receipt.runId, idAt(path))
  expect(await remove(held)).toMatchObject({
    accepted: false,
    reason: saying(expect.stringContaining(`(process ${pid})`)),
  })
  expect(await remove(written)).toMatchObject({ accepted: false, code: 'not-offered' })
  expect(await remove(replaced)).toMatchObject({ accepted: false, code: 'not-offered' })
  expect([held, written, replaced].map(existsSync)).toEqual([true, true, true])
  expect(await remove(free)).toMatchObject({ accepted: true })
})
