import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, it } from 'vitest'
import { parseStackText } from '@engine/stacks/read-stack-file'

const WORDS = ['1.10', 'NO', 'on', '0755', '1e3', '0x1F', '2024-01-01', 'true', '.inf', '1_000']
const folder = mkdtempSync(join(tmpdir(), 'quiesce-text-'))
afterAll(() => rmSync(folder, { recursive: true, force: true }))

const env = WORDS.map((word, index) => `V${index}: ${word}`).join(', ')
const FILES = {
  quiesce: `version: 1\nname: 1.10\ntasks:\n  a:\n    command: [echo, ${WORDS.join(', ')}]\n    env: { ${env} }\n    cwd: 1.10\n  b:\n    command: 1.10\n`,
  compose: `services:\n  a:\n    image: x\n    command: [echo, ${WORDS.join(', ')}]\n    environment: { ${env} }\n  b:\n    image: x\n    command: 1.10\n`,
  'process-compose': `version: "0.5"\nprocesses:\n  a:\n    command: echo ${WORDS.join(' ')}\n    environment: { ${env} }\n  b:\n    command: 1.10\n`,
} as const

it.each(Object.entries(FILES))('bare words of commands and variables mean their text: %s', (kind, text) => {
  const file = join(folder, `${kind}.yaml`)
  writeFileSync(file, text)
  const answer = parseStackText(kind as keyof typeof FILES, text, file)
  expect(answer).toMatchObject({
    ok: true,
    stack: {
      tasks: [
        {
          name: 'a',
          command: 'echo',
          args: WORDS,
          env: Object.fromEntries(WORDS.map((word, index) => [`V${index}`, word])),
        },
        { name: 'b', command: '1.10' },
      ],
    },
  })
})
