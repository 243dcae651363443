import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { format } from 'prettier'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { z } from 'zod'
import { stackFileSchema } from '@engine/stacks/file-schema'
import { stackJsonSchema } from '@engine/stacks/stack-json-schema'

const FILE = join(import.meta.dirname, '../../../resources/quiesce.schema.json')
const committed = (): unknown => JSON.parse(readFileSync(FILE, 'utf8'))

// To write it anew: npx vitest run --project unit -u test/engine/stacks/stack-json-schema.test.ts
test('the schema for editors is the one that the app checks with', async () => {
  const text = await format(JSON.stringify(stackJsonSchema()), { parser: 'json', printWidth: 120 })
  await expect(text).toMatchFileSnapshot(FILE)
})

test('the schema for editors accepts and refuses the same files', () => {
  const editor = z.fromJSONSchema(committed() as Parameters<typeof z.fromJSONSchema>[0])
  const task = (body: string): string => `{ version: 1, tasks: { web: ${body} } }`
  const good = [
    task('{ command: npm start }'),
    task('{ command: [npm, start], dependsOn: { a: ready }, stop: docker, restart: always, ready: { port: 1 } }'),
    task('{ command: a, stop: { steps: [{ send: { stdin: q }, patience: 5s }] }, env: { A: 1, B: true } }'),
    task('{ kind: timer, delay: 5s, log: x }'),
    task('{ kind: thread, workload: lab/ticker, params: [1, { a: null }] }'),
    '{ version: 1, import: { file: Procfile, only: [web] } }',
  ]
  const bad = [
    '[]',
    '{}',
    '{ version: 2, tasks: {} }',
    '{ version: 1, task: {} }',
    task('npm start'),
    task('{ comand: a }'),
    task('{ command: 3 }'),
    task('{ command: a, ready: { port: 70000 } }'),
    task('{ command: a, ready: { port: 1.5 } }'),
    task('{ command: a, ports: [0] }'),
    task('{ command: a, stop: dokcer }'),
    task('{ command: a, stop: { steps: [{ send: SIGNO, patience: 5s }] } }'),
    task('{ command: a, stop: { steps: [{ send: SIGINT, patience: soon }] } }'),
    task('{ command: a, dependsOn: { a: soon } }'),
    task('{ command: a, restart: sometimes }'),
    task('{ kind: daemon, command: a }'),
    task('{ kind: thread }'),
    task('{ kind: timer, delay: 5s, command: a }'),
  ]
  for (const text of [...good, ...bad]) {
    const value: unknown = parse(text)
    const ours = stackFileSchema.safeParse(value).success
    expect(ours, text).toBe(good.includes(text))
    expect(editor.safeParse(value).success, text).toBe(ours)
  }
})

test('every setting of a task has a description or a name that needs none', () => {
  const text = JSON.stringify(committed())
  expect(text.match(/"description"/g)?.length).toBeGreaterThan(40)
})
