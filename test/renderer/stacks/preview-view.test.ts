import type { StackAnswer } from '@contract/stack'
import { expect, test } from 'vitest'
import { fileName, previewView } from '../../../src/renderer/stacks/preview-view'

const READ: StackAnswer = {
  ok: true,
  kind: 'procfile',
  stack: {
    name: 'shop',
    file: '/srv/shop/Procfile',
    tasks: [
      { kind: 'process', name: 'db', command: 'postgres', args: ['-D', 'data'] },
      { kind: 'process', name: 'web', command: 'node', dependsOn: [{ task: 'db', until: 'ready' }] },
    ],
  },
  warnings: [],
  taken: [{ what: 'db', line: 1, why: 'It is a line of the file.' }],
  leftOut: [{ what: 'release', line: 9, why: 'It is run once, by a deployment.' }],
}

test('a file that can be opened shows what will be there, what was left out and why', () => {
  const view = previewView({ id: '1', file: '/srv/shop/Procfile', answer: READ }, [])
  expect(view).toMatchObject({
    ok: true,
    title: 'Open the stack “shop”?',
    text: 'A Procfile with 2 tasks.',
    replaces: false,
    tasks: [
      { name: 'db', line: 'postgres -D data', after: '' },
      { name: 'web', line: 'node', after: 'after db is ready' },
    ],
    leftOut: [{ place: 'line 9', what: 'release', why: 'It is run once, by a deployment.' }],
  })
})

test('a stack whose name is open already is said to replace it', () => {
  expect(previewView({ id: '1', file: '/srv/shop/Procfile', answer: READ }, ['shop'])).toMatchObject({ replaces: true })
})

test('a bad file shows the place of each issue, and the file where it is another than the one opened', () => {
  const issue = { line: 7, column: 13, path: 'tasks.web.ready.port', got: '70000', expected: 'a port', message: '' }
  const issues = [
    { ...issue, file: '/srv/shop/quiesce.yaml' },
    { ...issue, file: '/srv/shop/Procfile', line: 2, column: 1 },
  ]
  expect(previewView({ id: '1', file: '/srv/shop/quiesce.yaml', answer: { ok: false, issues } }, [])).toMatchObject({
    ok: false,
    title: 'quiesce.yaml cannot be opened',
    text: '2 things are wrong in it. What is open stays as it is.',
    issues: [
      { place: 'line 7, column 13', what: 'tasks.web.ready.port', why: 'Got 70000, expected a port.' },
      { place: 'Procfile, line 2, column 1' },
    ],
  })
})

test.each([
  ['/srv/shop/Procfile', 'Procfile'],
  ['C:\\work\\Procfile', 'Procfile'],
  ['Procfile', 'Procfile'],
])('the name of the file %s is %s', (path, name) => {
  expect(fileName(path)).toBe(name)
})
