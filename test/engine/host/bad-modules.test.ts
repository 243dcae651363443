import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test } from 'vitest'
import type { WorkloadKind } from '@contract/kind'
import { bench, fixture } from './support/workloads'
import { inWords } from '../../support/words'

const folder = mkdtempSync(join(tmpdir(), 'quiesce-modules-'))
afterAll(() => rmSync(folder, { recursive: true }))

interface Row {
  readonly what: string
  readonly file: string
  readonly source: string
  readonly kind?: WorkloadKind
  readonly says: readonly string[]
}

const ROWS: readonly Row[] = [
  {
    what: 'a syntax error in an ES module',
    file: 'syntax.mjs',
    source: 'const a = 1\n\nconst = 2\nexport default () => a\n',
    says: ['syntax.mjs could not be loaded', 'SyntaxError', 'line 3'],
  },
  {
    what: 'a syntax error in a CommonJS module',
    file: 'syntax.cjs',
    source: 'let a = \n) \n',
    says: ['SyntaxError', 'line 2'],
  },
  {
    what: 'an import that does not exist',
    file: 'import.mjs',
    source: "import { nothing } from 'node:fs'\nexport default nothing\n",
    says: ["does not provide an export named 'nothing'", 'line 1'],
  },
  {
    what: 'a missing dependency',
    file: 'dependency.mjs',
    source: "import './gone.mjs'\nexport default () => 1\n",
    says: ['could not be loaded', 'gone.mjs'],
  },
  {
    what: 'a throw at load',
    file: 'throws.mjs',
    source: "\nthrow new TypeError('no config')\n",
    says: ['it threw TypeError: no config', 'throws.mjs, line 2'],
  },
  { what: 'an exit at load', file: 'exits.mjs', source: 'process.exit(3)\n', says: ['exited with code 3'] },
  { what: 'no default export', file: 'none.mjs', source: 'export const a = 1\n', says: ['has no default export'] },
  { what: 'an empty module', file: 'empty.mjs', source: '', says: ['has no default export'] },
  {
    what: 'a number as default export',
    file: 'number.mjs',
    source: 'export default 3\n',
    says: ['has a number as its default export', 'expected as its default export a function'],
  },
  { what: 'null as default export', file: 'null.mjs', source: 'export default null\n', says: ['has null'] },
  { what: 'a class', file: 'class.mjs', source: 'export default class {}\n', says: ['has a class'] },
  {
    what: 'a generator function for a thread',
    file: 'star.mjs',
    source: 'export default function* () {}\n',
    says: ['has a generator function'],
  },
  {
    what: 'a function that returns a number for a generator',
    file: 'plain.mjs',
    source: 'export default () => 42\n',
    kind: 'generator',
    says: ['returned a value of type number', 'must return an iterator'],
  },
  {
    what: 'an async function for a generator',
    file: 'async.mjs',
    source: 'export default async () => 42\n',
    kind: 'generator',
    says: ['returned a promise'],
  },
  { what: 'TypeScript', file: 'typed.ts', source: 'export default 1\n', says: ['is TypeScript', '.mjs'] },
  { what: 'another file', file: 'notes.txt', source: 'hello\n', says: ['ends in .txt', '.cjs'] },
]

test.each(ROWS)('$what is a sentence, and the body never ran', async ({ file, source, kind, says }) => {
  writeFileSync(join(folder, file), source)
  const run = bench().run(kind ?? 'thread', join(folder, file))
  const end = await run.end
  expect(end.how).toBe('could-not-start')
  for (const words of says) expect(inWords(end.failure)).toContain(words)
  expect(run.started()).toBe(false)
})

test('a path that leads nowhere, a folder, an unknown built-in name and a NUL are sentences', async () => {
  const { run } = bench()
  mkdirSync(join(folder, 'folder'))
  const failureOf = async (workload: string): Promise<string> => inWords((await run('thread', workload).end).failure)
  expect(await failureOf(join(folder, 'gone.mjs'))).toMatch(/^There is no module at .*gone\.mjs; expected/)
  expect(await failureOf('gone.mjs')).toContain(`gone.mjs (that is ${join(process.cwd(), 'gone.mjs')})`)
  expect(await failureOf(join(folder, 'folder'))).toContain('is a folder')
  expect(await failureOf('lab/unknown')).toMatch(/no built-in workload lab\/unknown; built in are lab\/ticker/)
  expect(await failureOf('a\0b.mjs')).toContain('NUL')
  expect(await failureOf('file://elsewhere/x.mjs')).toContain('is no file: address')
})

test('a CommonJS module is a module', async () => {
  writeFileSync(join(folder, 'fine.cjs'), 'module.exports = (ctx) => ctx.params\n')
  const run = bench().run('thread', join(folder, 'fine.cjs'), { params: [1, { two: null }] })
  expect(await run.end).toMatchObject({ how: 'returned', result: '[1,{"two":null}]' })
})

test('an edited module is read anew by the next future of a warm executor', async () => {
  const { run } = bench()
  const file = join(folder, 'edited.cjs')
  writeFileSync(file, 'module.exports = () => 1\n')
  expect(await run('future', file).end).toMatchObject({ result: '1' })
  writeFileSync(file, 'module.exports = () => 1_000\n')
  expect(await run('future', file).end).toMatchObject({ result: '1000' })
})

test('a module whose load never ends can be terminated', async () => {
  writeFileSync(join(folder, 'hangs.mjs'), 'for (;;);\n')
  const { run } = bench()
  await run('thread', fixture('ends.mjs'), { params: { how: 'nothing' } }).end
  const hanging = run('thread', join(folder, 'hangs.mjs'))
  await hanging.body.deliver('ask', 'stop')
  expect(hanging.hasEnded()).toBe(false)
  await hanging.body.deliver('terminate', 'terminate')
  expect(await hanging.end).toMatchObject({ how: 'forced' })
})
