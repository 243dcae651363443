import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterAll, expect, it } from 'vitest'
import { STACK_FILE_KINDS, type StackAnswer } from '@contract/stack'
import { parseStackText, readStackFile } from '@engine/stacks/read-stack-file'
import { heapMegabytes, prototypes } from '../../support/steady-memory'

const folder = mkdtempSync(join(tmpdir(), 'quiesce-stack-fuzz-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const fixtures = join(import.meta.dirname, '../../fixtures/stacks')
const GOOD = ['shop', 'imports', 'six-programs', 'broken'].flatMap((name) =>
  readdirSync(join(fixtures, name), { withFileTypes: true })
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.mjs'))
    .map((entry) => readFileSync(join(fixtures, name, entry.name), 'utf8')),
)
const NAMES = ['quiesce.yaml', 'Procfile', 'package.json', 'process-compose.yaml', 'compose.yaml'] as const

/** A stack, or at least one issue, each with a place and a sentence. There is no third answer. */
function expectAnswer(answer: StackAnswer): void {
  if (answer.ok) {
    expect(answer.stack.tasks.length).toBeGreaterThan(0)
    for (const task of answer.stack.tasks) expect(task.name.trim()).not.toBe('')
    return
  }
  expect(answer.issues.length).toBeGreaterThan(0)
  for (const issue of answer.issues) {
    expect(Number.isSafeInteger(issue.line) && issue.line >= 1).toBe(true)
    expect(Number.isSafeInteger(issue.column) && issue.column >= 1).toBe(true)
    expect(issue.message).toMatch(/^[^\n]*:\d+:\d+: [^]+\.$/)
  }
}

const PIECES = [
  ...[
    'version: 1',
    'name: shop',
    'tasks:',
    '  web:',
    '    command: a',
    'processes:',
    'services:',
    'scripts',
    'import:',
  ],
  ...[
    '&a',
    '*a',
    '<<: *a',
    '!!js/function',
    '!!binary',
    '---',
    '...',
    '? ',
    '- ',
    '{',
    '}',
    '[',
    ']',
    '|',
    '>',
    '#',
    '%YAML 1.2',
  ],
  ...[
    '__proto__: 1',
    'constructor: { prototype: 1 }',
    '"\\u0000"',
    '0x1f',
    '.nan',
    '~',
    '1e400',
    '\t',
    '\r\n',
    '\u2028',
    '\ufeff',
  ],
]
const pieces = fc.array(fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 12 })), { maxLength: 30 })
const written = fc
  .tuple(pieces, fc.array(fc.constantFrom('\n', ' ', '\n  ', '\n    ', ': ', ', '), { minLength: 30, maxLength: 30 }))
  .map(([parts, between]) => parts.map((part, index) => part + (between[index] ?? '')).join(''))

/** A good file with a few changes: what is nearly right goes deepest. */
const changed = fc
  .tuple(
    fc.constantFrom(...GOOD),
    fc.array(
      fc.tuple(fc.nat(), fc.nat({ max: 20 }), fc.oneof(fc.constantFrom(...PIECES), fc.string({ maxLength: 6 }))),
      { minLength: 1, maxLength: 4 },
    ),
  )
  .map(([text, changes]) =>
    changes.reduce((now, [place, cut, put]) => {
      const at = place % (now.length + 1)
      return now.slice(0, at) + put + now.slice(at + cut)
    }, text),
  )

it('6,000 random and nearly right stack files of every kind: a stack, or issues with a place, and never a throw', () => {
  const before = prototypes()
  let runs = 0
  let early = 0
  fc.assert(
    fc.property(
      fc.constantFrom(...STACK_FILE_KINDS),
      fc.oneof(changed, changed, written, fc.json(), fc.string()),
      (kind, text) => {
        expectAnswer(parseStackText(kind, text, join(folder, 'quiesce.yaml')))
        if (++runs === 1_000) early = heapMegabytes()
      },
    ),
    { numRuns: 6_000 },
  )
  expect(prototypes()).toEqual(before)
  expect(heapMegabytes() - early).toBeLessThan(30)
}, 120_000)

it('1,000 files of random bytes under every known name are refused with a place, or are stacks', () => {
  const anyBytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    changed.map((text) => Buffer.from(text, 'utf16le')),
    changed.map((text) => Buffer.from(text, 'latin1')),
  )
  fc.assert(
    fc.property(fc.constantFrom(...NAMES), anyBytes, (name, content) => {
      const file = join(folder, name)
      writeFileSync(file, content)
      expectAnswer(readStackFile(file))
    }),
    { numRuns: 1_000 },
  )
}, 60_000)
