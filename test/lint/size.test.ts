import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { LARGER, MOST_BRANCHES, MOST_LINES, sizeLimits } from '../../eslint.size.mjs'

const root = join(import.meta.dirname, '../..')
const RULES = { lines: 'max-lines-per-function', branches: 'complexity' } as const

describe('the size of a function', () => {
  it('has a limit', () => {
    const long = `function long() {\n${'  work()\n'.repeat(MOST_LINES)}}\n`
    const branched = `function branched(a) {\n${'  if (a) work()\n'.repeat(MOST_BRANCHES)}}\n`
    expect(brokenIn('any.ts', long)).toEqual([RULES.lines])
    expect(brokenIn('any.ts', branched)).toEqual([RULES.branches])
    expect(brokenIn('any.ts', long.replace('  work()\n  work()', '// Why.\n'))).toEqual([])
  })

  it.each(Object.entries(LARGER))('%s still needs its line in the list of larger ones', (file, sizes) => {
    const broken = brokenIn(file, readFileSync(join(root, file), 'utf8'))
    const listed = (
      [
        ['lines', RULES.lines],
        ['branches', RULES.branches],
      ] as const
    ).flatMap(([size, rule]) => (sizes[size] === undefined ? [] : [rule]))
    expect(listed.filter((rule) => !broken.includes(rule))).toEqual([])
  })

  it('is listed only where it is above the limit', () => {
    const sizes = Object.values(LARGER)
    expect(
      sizes.filter(({ lines = Infinity, branches = Infinity }) => lines <= MOST_LINES || branches <= MOST_BRANCHES),
    ).toEqual([])
  })
})

function brokenIn(file: string, text: string): string[] {
  const config: Linter.Config = {
    files: ['**/*.{ts,tsx,mjs}'],
    languageOptions: { parser: tseslint.parser },
    rules: sizeLimits,
  }
  const linter = new Linter({ configType: 'flat' })
  const found = linter.verify(text, config, { filename: file, allowInlineConfig: false })
  return [...new Set(found.map(({ ruleId }) => ruleId ?? ''))]
}
