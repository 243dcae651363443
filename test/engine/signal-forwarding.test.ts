import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { expect, test } from 'vitest'
import type { ProcessTaskSpec } from '@contract/task'
import { wrapperName } from '@engine/processes/signal-forwarding'
import { command, lineOf, newDataDir, openEngine, snapshotOf, stepOf } from '../support/test-engine'
import { inWords, receiptSummary } from '../support/words'

/** Starts the program that it is given and passes SIGTERM on, as nodemon, tsx and cross-env do. */
const WRAPPER = `const { spawn } = require('node:child_process')
  const child = spawn(process.argv[2], process.argv.slice(3), { stdio: ['inherit', 'inherit', 'inherit', 3] })
  process.on('SIGTERM', () => setTimeout(() => child.kill('SIGTERM'), 50))
  child.on('exit', (code) => process.exit(code ?? 1))`

/** Cleans up for a while at the first SIGTERM, and leaves at once at the second, as many servers do. */
const PROGRAM = `const tell = (event) => require('node:fs').writeSync(3, JSON.stringify({ event, name: 'flush' }) + '\\n')
  let asked = 0
  process.on('SIGTERM', () => {
    asked += 1
    if (asked > 1) process.exit(1)
    tell('cleanup-started')
    setTimeout(() => { tell('cleanup-finished'); process.exit(0) }, 400)
  })
  setInterval(() => {}, 1000)
  console.log('up')`

/** The same by a shell. */
const TRAP = `"$1" "$2" & child=$!; trap 'sleep 0.05; kill -TERM $child' TERM; wait $child; wait $child`

function wrapped(
  folder: string,
  wrapperAt: string,
  more: Partial<ProcessTaskSpec> = {},
  started = [process.execPath, join(folder, 'server.cjs')],
): ProcessTaskSpec {
  const [wrapper, program] = [join(folder, wrapperAt), join(folder, 'server.cjs')]
  mkdirSync(dirname(wrapper), { recursive: true })
  writeFileSync(wrapper, WRAPPER)
  writeFileSync(program, PROGRAM)
  return command('wrapped', process.execPath, [wrapper, ...started], { cwd: folder, ...more })
}

const NODEMON = 'node_modules/nodemon/bin/nodemon.js'

test('a wrapper that passes the signal on is told before the stop, and its receipt says who was sent it twice and was cut', async () => {
  const t = await openEngine()
  const run = t.start(wrapped(newDataDir(), NODEMON))
  await lineOf(t, run.id, /up/)
  t.engine.sampleEvery(100)
  const { forecast } = await snapshotOf(t.engine, run.id, (each) => /passes/.test(each.forecast ?? ''))
  expect(forecast).toContain('nodemon passes SIGTERM on to node, which then gets it twice')
  expect(forecast).toContain('Remedy: send the polite steps to the leader alone (scope: leader).')
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(inWords(receipt.ladder[0]?.note)).toMatch(
    /nodemon passes it on: node \(process \d+\) was sent SIGTERM by the stop and once/,
  )
  expect(receipt).toMatchObject({ verdict: 'cut-short', exit: { code: 1, signal: null } })
  expect(receiptSummary(receipt)).toMatch(/^cut short: it left in the middle of its cleanup, after/)
  expect(stepOf(receipt, 'cleanup-finished').verdict).toBe('no')
})

test('with the scope leader the wrapper is asked alone, and the cleanup runs to its end', async () => {
  const t = await openEngine()
  const run = t.start(wrapped(newDataDir(), NODEMON, { scope: 'leader' }))
  await lineOf(t, run.id, /up/)
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(receipt).toMatchObject({ verdict: 'clean', exit: { code: 0, signal: null } })
  expect(inWords(receipt.ladder[0]?.note)).not.toContain('passes it on')
  expect(stepOf(receipt, 'cleanup-finished').verdict).toBe('yes')
})

test('a shell with a trap is told as a guess, and what it cut is seen', async () => {
  const t = await openEngine()
  const folder = newDataDir()
  wrapped(folder, NODEMON)
  const run = t.start(command('trap', '/bin/sh', ['-c', TRAP, 'sh', process.execPath, 'server.cjs'], { cwd: folder }))
  await lineOf(t, run.id, /up/)
  await t.engine.stop(run.id)
  const receipt = await t.engine.ended(run.id)
  expect(inWords(receipt.ladder[0]?.note)).toMatch(
    /sh may pass it on: node \(process \d+\) was sent SIGTERM by the stop, and perhaps/,
  )
  expect(receipt.verdict).toBe('cut-short')
})

test('nothing is said of a leader that is no wrapper, nor of a program without a handler', async () => {
  const t = await openEngine()
  const unknown = t.start(wrapped(newDataDir(), 'bin/start.cjs'))
  const plain = t.start(wrapped(newDataDir(), NODEMON, {}, ['sh', '-c', 'echo up; exec sleep 100']))
  await Promise.all([lineOf(t, unknown.id, /up/), lineOf(t, plain.id, /up/)])
  for (const { id } of [unknown, plain]) {
    await t.engine.stop(id)
    expect(inWords((await t.engine.ended(id)).ladder[0]?.note)).not.toMatch(/pass(?:es)? it on/)
  }
})

test.each([
  ['npm run dev', 'npm'],
  ['/usr/bin/node /app/node_modules/nodemon/bin/nodemon.js app.js', 'nodemon'],
  ['node --no-warnings /app/node_modules/.bin/tsx watch app.ts', 'tsx'],
  ['node /app/node_modules/tsx/dist/cli.mjs watch app.ts', 'tsx'],
  ['node /usr/lib/node_modules/npm/bin/npm-cli.js run dev', 'npm'],
  ['node /app/node_modules/cross-env/src/bin/cross-env.js A=1 node app.js', 'cross-env'],
  ['/bin/sh -c node app.js', 'sh'],
  ['node /app/server.js', undefined],
  ['node', undefined],
  ['python3 npm.py', undefined],
  ['node /app/node_modules/vite/bin/vite.js', undefined],
])('%s is known as %s', (line, name) => {
  expect(wrapperName(line)).toBe(name)
})
