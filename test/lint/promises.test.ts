import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const ENGINE = 'src/engine/runs/run.ts'
const MAIN = 'src/main/leaving.ts'
const head = `
async function work(): Promise<void> {}
declare const maybe: { run(): Promise<number> } | undefined
declare const thenable: PromiseLike<string>
declare const map: Map<string, string>
declare const told: (after: () => void) => void
`
const refused: readonly (readonly [file: string, line: string, door: RegExp])[] = [
  [ENGINE, 'void work()', /src\/engine\/in-background\.ts/],
  [ENGINE, 'void work().then(() => undefined)', /in-background/],
  [ENGINE, 'void work().catch(() => undefined)', /in-background/],
  [ENGINE, 'void maybe?.run()', /in-background/],
  [ENGINE, 'void thenable', /in-background/],
  [ENGINE, 'told(() => void work())', /in-background/],
  [ENGINE, 'setTimeout(() => void work(), 5)', /in-background/],
  [ENGINE, 'export const again = (): void => void work()', /in-background/],
  [MAIN, 'void work()', /@engine\/ahead/],
]
const allowed = [
  [ENGINE, "told(() => void map.delete('a'))"],
  [ENGINE, "export const gone = (): void => void map.set('a', 'b')"],
  ['src/renderer/tasks/card-footer.tsx', 'void work()'],
  ['test/engine/in-background.test.ts', 'void work()'],
] as const

describe('a promise that is left to itself', { timeout: 120_000 }, () => {
  const eslint = new ESLint({ cwd: `${import.meta.dirname}/../..` })
  const said = async (file: string, line: string): Promise<string[]> => {
    const [result] = await eslint.lintText(`${head}${line}\n`, { filePath: file })
    return (result?.messages ?? []).filter(({ ruleId }) => ruleId === 'quiesce/bare-void').map(({ message }) => message)
  }

  it.each(refused)('%s must not say %s', async (file, line, door) => {
    const messages = await said(file, line)
    expect(messages).toHaveLength(1)
    expect(messages[0]).toMatch(door)
  })

  it.each(allowed)('%s may say %s', async (file, line) => {
    expect(await said(file, line)).toEqual([])
  })
})
