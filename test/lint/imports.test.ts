import { readdirSync, readFileSync } from 'node:fs'
import { dirname, join, posix } from 'node:path'
import ts from 'typescript'
import { ESLint } from 'eslint'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

describe('imports', { timeout: 120_000 }, () => {
  it('go in no circle, types included', () => {
    expect(circlesIn(importsOf('src'))).toEqual([])
  })

  it('are seen whatever their form', () => {
    const forms = [
      "import { a } from './a'",
      "import type { A } from './a'",
      "export * from './a'",
      "export type { A } from './a'",
      "type A = import('./a').A",
      "const a = await import('./a')",
    ]
    for (const line of forms) expect(namedIn(`${line}\n`)).toEqual(['./a'])
  })

  it('finds a circle of several files, and one of a single file', () => {
    const graph = new Map([
      ['a', ['b']],
      ['b', ['c', 'd']],
      ['c', ['a']],
      ['d', ['d']],
      ['e', ['a']],
    ])
    expect(circlesIn(graph)).toEqual([['a', 'b', 'c'], ['d']])
  })

  it.each([
    [
      'src/main/leaving.ts',
      "import { join } from 'node:path'\nimport type { ParsedPath } from 'node:path'",
      /duplicated/,
    ],
    ['test/lint/layers.test.ts', "import { join } from 'node:path'\nimport { sep } from 'node:path'", /duplicated/],
    ['src/main/leaving.ts', "export const one = 1\nimport { join } from 'node:path'", /above all else/],
    ['test/lint/layers.test.ts', "export const one = 1\nimport { join } from 'node:path'", /above all else/],
    ['src/renderer/app.tsx', "export const one = 1\nimport { z } from 'zod'", /above all else/],
    ['scripts/check.mjs', "export const one = 1\nimport { join } from 'node:path'", /above all else/],
  ])('%s must not say %s', async (file, text, advice) => {
    const eslint = new ESLint({ cwd: root })
    const [result] = await eslint.lintText(`${text}\n`, { filePath: join(root, file) })
    expect(result?.messages.map(({ message }) => message).join('\n')).toMatch(advice)
  })
})

/** Each file under this folder of ours, with the files of ours that it imports. */
function importsOf(folder: string): Map<string, readonly string[]> {
  const files = readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join(folder, name.replaceAll('\\', '/')))
    .filter((name) => /\.tsx?$/.test(name))
  const known = new Set(files)
  return new Map(
    files.map((file) => {
      const places = namedIn(readFileSync(join(root, file), 'utf8')).map((name) => placeOf(file, name))
      return [file, places.flatMap((place) => ENDINGS.map((end) => place + end).filter((path) => known.has(path)))]
    }),
  )
}

const ENDINGS = ['', '.ts', '.tsx', '/index.ts'] as const

function placeOf(file: string, name: string): string {
  return name.startsWith('.') ? posix.join(dirname(file), name) : name.replace(/^@(?=[a-z]+\/)/, 'src/')
}

function namedIn(text: string): string[] {
  const names: string[] = []
  const visit = (node: ts.Node): void => {
    const named = ts.isImportDeclaration(node) || ts.isExportDeclaration(node) ? node.moduleSpecifier : undefined
    const called =
      ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword ? node.arguments[0] : undefined
    const typed = ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument) ? node.argument.literal : undefined
    const literal = named ?? called ?? typed
    if (literal && ts.isStringLiteral(literal)) names.push(literal.text)
    ts.forEachChild(node, visit)
  }
  visit(ts.createSourceFile('any.tsx', text, ts.ScriptTarget.Latest, false, ts.ScriptKind.TSX))
  return names
}

/** Groups of files each of which reaches each other, in the order of their names. Tarjan's algorithm. */
function circlesIn(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const order = new Map<string, number>()
  const stack: string[] = []
  const circles: string[][] = []
  const walk = (file: string): number => {
    const at = order.size
    order.set(file, at)
    let lowest = at
    stack.push(file)
    for (const next of graph.get(file) ?? []) {
      if (!order.has(next)) lowest = Math.min(lowest, walk(next))
      else if (stack.includes(next)) lowest = Math.min(lowest, order.get(next) ?? at)
    }
    if (lowest < at) return lowest
    const group = stack.splice(stack.indexOf(file)).sort()
    if (group.length > 1 || graph.get(file)?.includes(file)) circles.push(group)
    return lowest
  }
  for (const file of [...graph.keys()].sort()) if (!order.has(file)) walk(file)
  return circles.sort((one, other) => (one[0] ?? '').localeCompare(other[0] ?? ''))
}
