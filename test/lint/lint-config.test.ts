import { ESLint, type Linter } from 'eslint'
import { describe, expect, it } from 'vitest'
import { securitySelectors } from '../../eslint.security.mjs'

const eslint = new ESLint({ cwd: `${import.meta.dirname}/../..` })

describe('the lint configuration', () => {
  it.each([
    'src/tools/defined.ts',
    'src/contract/run.ts',
    'src/engine/index.ts',
    'src/main/index.ts',
    'src/preload/index.ts',
    'src/renderer/app.tsx',
  ])('asks the layers, the security rules and the size of %s', async (file) => {
    const rules = await rulesOf(file)
    expect(levelOf(rules['quiesce/layers'])).toBe(2)
    expect(rules['max-lines-per-function']).toEqual([2, { max: 70, skipBlankLines: true, skipComments: true }])
    expect(rules['complexity']).toEqual([2, 18])
    expect(levelOf(rules['no-restricted-exports'])).toBe(2)
    expect(levelOf(rules['@typescript-eslint/no-floating-promises'])).toBe(2)
    const messages = messagesOf(rules['no-restricted-syntax'])
    for (const { message } of securitySelectors('')) expect(messages).toContain(message)
  })

  it('keeps window.quiesce to src/renderer/client', async () => {
    const bridge = /Only src\/renderer\/client talks to main/
    const page = messagesOf((await rulesOf('src/renderer/tasks/task-card.tsx'))['no-restricted-syntax'])
    const client = messagesOf((await rulesOf('src/renderer/client/commands.ts'))['no-restricted-syntax'])
    expect(page.filter((message) => bridge.test(message))).toHaveLength(1)
    expect(client.filter((message) => bridge.test(message))).toHaveLength(0)
  })

  it('lets a workload have a default export', async () => {
    expect(levelOf((await rulesOf('src/engine/workloads/lab/ticker.ts'))['no-restricted-exports'])).toBe(0)
  })
})

async function rulesOf(file: string): Promise<Readonly<Record<string, Linter.RuleEntry | undefined>>> {
  const config = (await eslint.calculateConfigForFile(file)) as { readonly rules: Linter.RulesRecord }
  return config.rules
}

function levelOf(entry: Linter.RuleEntry | undefined): unknown {
  return Array.isArray(entry) ? entry[0] : entry
}

function messagesOf(entry: Linter.RuleEntry | undefined): string[] {
  if (!Array.isArray(entry)) return []
  return entry.slice(1).map((option: { readonly message: string }) => option.message)
}
