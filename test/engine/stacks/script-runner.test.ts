import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importPackage } from '../../../src/engine/stacks/imports/import-package'
import { scriptRunner } from '../../../src/engine/stacks/imports/script-runner'
import type { StackSources } from '../../../src/engine/stacks/stack-sources'

const FILE = '/work/shop/packages/web/package.json'
const missing = { ok: false, why: 'missing', got: 'nothing', sentence: 'there is no such file' } as const

function beside(...paths: readonly string[]): StackSources {
  const there = new Set(paths.map((path) => join('/work/shop', path)))
  return { read: () => missing, readable: (path) => (there.has(path) ? { ok: true } : missing) }
}

it.each([
  ['nothing', undefined, [], 'npm', true],
  ['the field, whatever lies beside it', 'pnpm@9.1.0', ['packages/web/yarn.lock'], 'pnpm', true],
  ['the field of yarn 1', 'yarn@1.22.22', [], 'yarn', true],
  ['the field of yarn 4', 'yarn@4.2.2+sha224.abc', [], 'yarn', false],
  ['a field that names something else', 'deno@2.0.0', ['packages/web/bun.lock'], 'bun', true],
  ['a field that is no text', 7, ['packages/web/package-lock.json', 'pnpm-lock.yaml'], 'npm', true],
  ['the lock file of the workspace two folders above', undefined, ['pnpm-lock.yaml'], 'pnpm', true],
  ['one beside it before one above it', undefined, ['packages/web/bun.lockb', 'yarn.lock'], 'bun', true],
  ['yarn with the settings of its later versions', undefined, ['yarn.lock', '.yarnrc.yml'], 'yarn', false],
])('scripts run with the tool that is told by %s', (_, field, files, tool, runsAround) => {
  expect(scriptRunner(FILE, field, beside(...files))).toMatchObject({ tool, runsAround })
})

it('a package of pnpm is imported with pnpm, and says why', () => {
  const text = '{ "scripts": { "dev": "vite", "predev": "x", "prepare": "y" } }'
  const answer = importPackage(text, FILE, beside('pnpm-lock.yaml'))
  expect(answer).toMatchObject({
    ok: true,
    stack: { tasks: [{ name: 'dev', command: 'pnpm', args: ['run', 'dev'], cwd: '/work/shop/packages/web' }] },
    taken: [{ why: 'It runs as pnpm run dev, because of the lock file ../../pnpm-lock.yaml.' }],
  })
  expect(JSON.stringify(answer)).toContain('pnpm runs it by itself around dev.')
})

it('yarn 2 and later does not run pre and post scripts by itself: they are tasks', () => {
  const text = '{ "packageManager": "yarn@4.2.2", "scripts": { "dev": "vite", "predev": "x" } }'
  expect(importPackage(text, FILE, beside())).toMatchObject({
    ok: true,
    stack: {
      tasks: [
        { name: 'dev', command: 'yarn' },
        { name: 'predev', command: 'yarn' },
      ],
    },
  })
})
