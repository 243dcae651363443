import { readdirSync, readFileSync, readlinkSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import type { RunId } from '@contract/ids'
import { isAlive, processesWith } from '../support/nothing-alive'
import { command, lineOf, openEngine, python, PATIENT, shell, stepOf, type TestEngine } from '../support/test-engine'
import { inWords, saying } from '../support/words'

const SOON = { timeout: 10_000, interval: 10 }

let sleeps = 0

/** A number of seconds that no other process sleeps for. */
function unusual(): string {
  sleeps += 1
  return `2${String(process.pid).padStart(7, '0')}${sleeps}`
}

async function screen({ engine }: TestEngine, runId: RunId): Promise<string> {
  return (await engine.output(runId)).text
}

function shown(test: TestEngine, runId: RunId, pattern: RegExp): Promise<void> {
  return expect.poll(() => screen(test, runId), SOON).toMatch(pattern)
}

interface OpenTerminal {
  readonly target: string
  /** Opened with close-on-exec. open(2). */
  readonly closes: boolean
}

function terminalEnds(): readonly OpenTerminal[] {
  return readdirSync('/proc/self/fd').flatMap((fd) => {
    try {
      const target = readlinkSync(`/proc/self/fd/${fd}`)
      if (!/^\/dev\/(?:pts\/|ptmx)/.test(target)) return []
      const flags = /^flags:\s*([0-7]+)/m.exec(readFileSync(`/proc/self/fdinfo/${fd}`, 'latin1'))?.[1] ?? '0'
      return [{ target, closes: (Number.parseInt(flags, 8) & 0o2000000) !== 0 }]
    } catch {
      return []
    }
  })
}

function openTerminals(): readonly string[] {
  return terminalEnds().map(({ target }) => target)
}

it('python prompts, computes what is typed, and is stopped with a receipt of its own signal', async () => {
  const test = await openEngine()
  const run = test.start(command('prompt', 'python3', ['-i', '-q'], { terminal: true }))
  expect(run.terminal).toBe(true)
  await shown(test, run.id, />>> $/)
  expect(await test.engine.write(run.id, '1+1\r')).toEqual({
    accepted: true,
    reason: saying('Its terminal took 4 bytes.'),
  })
  await shown(test, run.id, />>> 1\+1\r\n2\r\n>>> $/)
  expect(inWords(test.engine.run(run.id)?.guarantee)).toBe(
    'Its family is found by process group, mark and parent links.',
  )
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', outcome: 'stopped', exit: { code: null, signal: 'SIGTERM' } })
  expect(stepOf(receipt, 'family-gone').verdict).toBe('yes')
})

it('Ctrl+D ends the input of a prompt, and the exit is its own', async () => {
  const test = await openEngine()
  const run = test.start(command('prompt', 'python3', ['-i', '-q'], { terminal: true }))
  await shown(test, run.id, />>> $/)
  await test.engine.write(run.id, '', { closeInput: true })
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', exit: { code: 0, signal: null } })
})

it.each([
  ['nothing was typed', ['']],
  ['whole lines were typed', ['one\n', 'two\n']],
  ['a line was begun and not ended', ['one\n', 'two']],
  ['it was begun in an earlier ask', ['one', 'two', '']],
])('the end of input reaches whoever reads a terminal: %s', async (_, typed) => {
  const test = await openEngine()
  const run = test.start(
    python("import sys\nprint('ready', flush=True)\ntext = sys.stdin.read()\nprint(repr(text))", { terminal: true }),
  )
  await shown(test, run.id, /ready/)
  for (const [index, text] of typed.entries()) {
    await test.engine.write(run.id, text, { closeInput: index === typed.length - 1 })
  }
  expect(await test.engine.ended(run.id)).toMatchObject({ outcome: 'completed', exit: { code: 0 } })
  expect((await test.engine.output(run.id)).text).toContain(JSON.stringify(typed.join('')).replaceAll('"', "'"))
})

it('a shell prompt runs a command in a group of its own, ignores SIGTERM, and is gone with it all the same', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(
    command('bash', 'bash', ['--norc', '-i'], { terminal: true, stopPolicy: PATIENT, env: { PS1: 'ready> ' } }),
  )
  await shown(test, run.id, /ready> $/)
  await test.engine.write(run.id, `sleep ${n} &\r`)
  await shown(test, run.id, /\[1\] \d+/)
  const jobs = (): ReturnType<typeof processesWith> =>
    processesWith(n).filter(({ command: line }) => line === `sleep ${n}`)
  await expect.poll(() => jobs().length, SOON).toBe(1)
  await test.engine.stop(run.id)
  await expect.poll(jobs, SOON).toEqual([])
  await test.engine.hurry(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(processesWith(n)).toEqual([])
  expect(receipt.verdict).toBe('forced')
  expect(receipt.refusal).toBe('signal-ignored')
  expect(receipt.exit).toEqual({ code: null, signal: 'SIGKILL' })
  // Job control put it into a group of its own. It left politely, in its shell's session: it outlived nobody.
  expect(receipt.survivors).toEqual([])
})

it('a plain sh prompt takes a command and an exit code', async () => {
  const test = await openEngine()
  const run = test.start(command('sh', '/bin/sh', ['-i'], { terminal: true, env: { PS1: 'ready> ' } }))
  await shown(test, run.id, /ready> $/)
  await test.engine.write(run.id, 'echo a$((40+2))b; exit 7\r')
  const receipt = await test.engine.ended(run.id)
  expect(await screen(test, run.id)).toContain('a42b')
  expect(receipt.exit).toEqual({ code: 7, signal: null })
})

it('top draws its screen and leaves on q', async () => {
  const test = await openEngine()
  const run = test.start(command('top', 'top', [], { terminal: true }))
  await shown(test, run.id, /PID.*COMMAND/s)
  await test.engine.write(run.id, 'q')
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'completed', exit: { code: 0, signal: null } })
})

it('terminate ends a terminal by force', async () => {
  const test = await openEngine()
  const run = test.start(command('cat', 'cat', [], { terminal: true }))
  await expect.poll(() => test.engine.run(run.id)?.phase, SOON).toBe('running')
  await test.engine.terminate(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt).toMatchObject({ outcome: 'terminated', exit: { code: null, signal: 'SIGKILL' } })
})

it('a terminal starts at 80 by 24, and a new size reaches the program as SIGWINCH', async () => {
  const test = await openEngine()
  const run = test.start(
    shell('trap "stty size" WINCH; tty; stty size; echo "TERM=$TERM"; while :; do sleep 0.02; done', {
      terminal: true,
    }),
  )
  await shown(test, run.id, /\/dev\/pts\/\d+\r\n24 80\r\nTERM=xterm-256color\r\n/)
  expect(await test.engine.resize(run.id, { columns: 133, rows: 43 })).toEqual({ accepted: true })
  await shown(test, run.id, /43 133/)
  expect(await test.engine.resize(run.id, { columns: 0, rows: 43 })).toEqual({
    accepted: false,
    code: 'not-offered',
    reason: saying('columns: got 0, expected a whole number from 1 to 1000.'),
  })
  await test.engine.terminate(run.id)
  await test.engine.ended(run.id)
})

it('a terminal cannot be given another size once its run has ended, and a run without one never', async () => {
  const test = await openEngine()
  const ended = test.start(shell('true', { terminal: true }))
  await test.engine.ended(ended.id)
  expect(await test.engine.resize(ended.id, { columns: 90, rows: 30 })).toMatchObject({ code: 'already-ended' })
  expect(await test.engine.write(ended.id, 'x')).toMatchObject({ code: 'already-ended' })
  const plain = test.start(command('cat', 'cat'))
  expect(await test.engine.resize(plain.id, { columns: 90, rows: 30 })).toMatchObject({
    accepted: false,
    reason: saying('The run has no terminal of its own.'),
  })
})

it('text reaches a plain program on its standard input, which can be closed', async () => {
  const test = await openEngine()
  const run = test.start(command('cat', 'cat'))
  expect(await test.engine.write(run.id, 'one\n')).toEqual({
    accepted: true,
    reason: saying('Its standard input took 4 bytes.'),
  })
  await test.engine.write(run.id, 'två\n', { closeInput: true })
  const receipt = await test.engine.ended(run.id)
  expect(await screen(test, run.id)).toBe('one\ntvå\n')
  expect(receipt.exit).toEqual({ code: 0, signal: null })
})

it('what a timer is typed is refused with a sentence', async () => {
  const test = await openEngine()
  const run = test.start({ kind: 'timer', name: 'later', delayMs: 60_000, action: { log: 'x' } })
  expect(await test.engine.write(run.id, 'x')).toEqual({
    accepted: false,
    code: 'not-offered',
    reason: saying('A timer has no standard input to type into.'),
  })
})

it.each([1, 2, 3, 4])(
  'every byte arrives in order, split characters and the last ones before the exit too (%i)',
  async () => {
    const test = await openEngine()
    const program = [
      'import os, time, tty',
      'tty.setraw(1)',
      'for byte in "å€😀".encode(): os.write(1, bytes([byte])); time.sleep(0.002)',
      'for i in range(40000): os.write(1, b"%06d|" % i)',
    ].join('\n')
    const file = join(test.dataDir, 'bytes.py')
    writeFileSync(file, program)
    const run = test.start(command('bytes', 'python3', [file], { terminal: true }))
    await test.engine.ended(run.id)
    const wanted = `å€😀${Array.from({ length: 40_000 }, (_, i) => `${String(i).padStart(6, '0')}|`).join('')}`
    const { text, nextByte } = await test.engine.output(run.id, { maxBytes: 1_000_000 })
    expect(nextByte).toBe(Buffer.byteLength(wanted))
    expect(text).toBe(wanted)
  },
)

it('the leader leaves, its child keeps the terminal: the end is told at once, and what the child still prints is kept', async () => {
  const test = await openEngine()
  const n = unusual()
  const child = `trap "echo the child had the last word; exit" TERM; echo child up; while :; do sleep 0.02; done`
  const run = test.start(
    shell(`setsid sh -c '${child}' ${n} & read -r _; exit 5`, { terminal: true, stopPolicy: PATIENT }),
  )
  await shown(test, run.id, /child up/)
  await test.engine.write(run.id, '\r')
  const receipt = await test.engine.ended(run.id)
  expect(await screen(test, run.id)).toMatch(/child up[^]*the child had the last word/)
  expect(receipt.exit).toEqual({ code: 5, signal: null })
  expect(receipt.survivors.find(({ command: line }) => line.includes(n))).toMatchObject({ endedBy: 'SIGTERM' })
  expect(processesWith(n)).toEqual([])
})

it('cleanup is told on the events descriptor from inside a terminal too', async () => {
  const test = await openEngine()
  const tell = (event: string): string => `printf '{"event":"%s","name":"db"}\\n' ${event} >&3`
  const line = `trap "${tell('cleanup-started').replaceAll('"', '\\"')}; ${tell('cleanup-finished').replaceAll('"', '\\"')}; exit 0" TERM; echo up; while :; do sleep 0.02; done`
  const run = test.start(shell(line, { terminal: true }))
  await lineOf(test, run.id, /up/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(receipt.cleanups).toEqual([expect.objectContaining({ name: 'db' })])
  expect(stepOf(receipt, 'cleanup-finished').verdict).toBe('yes')
})

it('a variable whose name no shell could write reaches a program in a terminal', async () => {
  const test = await openEngine()
  const run = test.start(command('env', 'env', [], { terminal: true, env: { 'odd-name.x': 'kept' } }))
  await test.engine.ended(run.id)
  expect(await screen(test, run.id)).toContain('odd-name.x=kept')
})

it('no terminal stays open here, and no program gets another one’s', async () => {
  const before = openTerminals()
  const test = await openEngine()
  const first = test.start(command('cat', 'cat', [], { terminal: true }))
  await expect.poll(() => test.engine.run(first.id)?.phase, SOON).toBe('running')
  const second = test.start(shell('ls -l /proc/self/fd; exec sleep 30', { terminal: true }))
  await shown(test, second.id, /-> /)
  expect(await screen(test, second.id)).not.toContain('ptmx')
  // Our end has no path by which it could be opened anew; the program's end needs no place in the list of anybody's descriptors.
  const added = terminalEnds().filter(({ target }) => !before.includes(target))
  expect(added.filter(({ closes }) => !closes).map(({ target }) => target)).toEqual(['/dev/ptmx', '/dev/ptmx'])
  expect(added.filter(({ closes }) => closes)).toHaveLength(2)
  for (const { id } of [first, second]) {
    await test.engine.terminate(id)
    await test.engine.ended(id)
  }
  await expect.poll(openTerminals, SOON).toEqual(before)
})

it('a program that does not exist fails in a terminal as it does without one', async () => {
  const test = await openEngine()
  const run = test.start(command('nothing', 'there-is-no-such-program', [], { terminal: true }))
  const receipt = await test.engine.ended(run.id)
  expect(receipt.outcome).toBe('failed')
  expect(inWords(receipt.failure)).toMatch(/^command: got "there-is-no-such-program"/)
})

it('a leader that is stopped in a terminal is named by its own process id', async () => {
  const test = await openEngine()
  const run = test.start(shell('echo "I am $$"; exec sleep 30', { terminal: true }))
  const line = await lineOf(test, run.id, /I am \d+/)
  const pid = Number(/\d+/.exec(line)?.[0])
  expect(test.engine.run(run.id)?.pid).toBe(pid)
  await test.engine.stop(run.id)
  await test.engine.ended(run.id)
  expect(isAlive(pid)).toBe(false)
})
