import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { parseStackText } from '@engine/stacks/read-stack-file'
import { processTask } from '@engine/stacks/file-schema'

const page = readFileSync(join(import.meta.dirname, '../../../docs/stack-file.md'), 'utf8')

test('the complete example of the page is a stack that can be opened', () => {
  const example = /```yaml\n([\s\S]*?)```/.exec(page)?.[1] ?? ''
  const answer = parseStackText('quiesce', example, join('/', 'home', 'me', 'shop', 'quiesce.yaml'))
  expect(answer.ok ? [] : answer.issues.map(({ message }) => message)).toEqual([])
  if (answer.ok) expect(answer.stack.tasks.map(({ name }) => name)).toEqual(['db', 'migrate', 'api', 'web', 'reminder'])
})

test('the page names every setting of a program', () => {
  const names = Object.keys(processTask.shape)
  expect(names.length).toBeGreaterThan(15)
  expect(names.filter((name) => !page.includes(`\`${name}`))).toEqual([])
})
