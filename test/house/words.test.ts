import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import ts from 'typescript'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')

/** Here words may stand: the words of a folder, and what is nothing but text to read. */
const WORD_FILES = [
  /(^|\/|-)words\.ts$/,
  // The lessons and the guide: each file is a text, written as data.
  /^src\/renderer\/lab\/lessons\.ts$/,
  /^src\/renderer\/guide\/(chooser|scenarios|kind-facts)\.ts$/,
  // Summaries of the form's Life section: sentences put together from what was typed.
  /^src\/renderer\/new-task\/life\/life-summaries\.ts$/,
  // The question before quitting, the banner after it, and the page that is shown when the page fails.
  /^src\/main\/(leaving-question|leaving-progress|error-page)\.ts$/,
  // A product has neither this page nor its samples.
  /^src\/renderer\/component-board\//,
]

/** Names of keys, headers, files of the system and classes: nobody reads them as words. */
const NO_WORDS = [
  /^(Enter|Escape|Esc|Tab|Home|End|Page|Space|Delete|Ctrl( K)?|Arrow\w*|Shift.*|CmdOrCtrl\+.*|Alt[+ ].*|Files)$/,
  /^[A-Z][a-z]+(-[A-Z][a-z]+)+$/,
  /^(Type=Application|Name=Quiesce|Exec=|Terminal=false)$/,
  /^\w+Error$|^InvalidTask$/,
  // Electron's name for one sort of its processes.
  /^Utility$/,
  // Our own name, and what is typed as an example of a path.
  /^Quiesce( host)?$/,
  /^(\.env|src|server\.pid)$/,
]

/** What is read out or shown of an element. */
const READ_ATTRIBUTES = /^(aria-(label|description|roledescription)|title|placeholder|label|hint|alt)$/
/** A sentence or a name begins so. Class names, addresses and values of unions do not. */
const BEGINS_LIKE_WORDS = /^\s*[A-Z][a-z]/

/** The words in a file of code that a person would read, with their lines. */
function wordsIn(file: string, text: string): readonly string[] {
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true, ts.ScriptKind.TSX)
  const found: string[] = []
  function note(node: ts.Node, words: string): void {
    if (NO_WORDS.some((pattern) => pattern.test(words.trim()))) return
    const { line } = source.getLineAndCharacterOfPosition(node.getStart())
    found.push(`${file}:${line + 1} ${words.trim()}`)
  }
  function look(node: ts.Node): void {
    if (isForDevelopers(node)) return
    if (ts.isJsxText(node)) {
      if (/[a-z]/i.test(node.text)) note(node, node.text)
    } else if (ts.isJsxAttribute(node) && isReadAttribute(node)) {
      note(node, node.initializer.text)
    } else if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node)) {
      if (BEGINS_LIKE_WORDS.test(node.text)) note(node, node.text)
    } else ts.forEachChild(node, look)
  }
  look(source)
  return found
}

function isReadAttribute(node: ts.JsxAttribute): node is ts.JsxAttribute & { initializer: ts.StringLiteral } {
  const { initializer } = node
  return (
    initializer !== undefined &&
    ts.isStringLiteral(initializer) &&
    READ_ATTRIBUTES.test(node.name.getText()) &&
    /[a-z]/i.test(initializer.text)
  )
}

/** A bug that is thrown, a line of the console and one of the error log are written for whoever mends it. */
function isForDevelopers(node: ts.Node): boolean {
  if (ts.isNewExpression(node)) return node.expression.getText() === 'Error'
  if (ts.isCallExpression(node)) return /^(console\..*|reportError)$/.test(node.expression.getText())
  return ts.isImportDeclaration(node) || ts.isTypeNode(node)
}

it('finds words in text, in what is read out, and in values', () => {
  const seen = (code: string): readonly string[] => wordsIn('a.tsx', code)
  expect(seen('const a = <p className="flex Some">Stop it</p>')).toEqual(['a.tsx:1 Stop it'])
  expect(seen('const a = <button aria-label="stop" type="button">{x}</button>')).toEqual(['a.tsx:1 stop'])
  expect(seen('const a = `Stop ${name}`')).toEqual(['a.tsx:1 Stop'])
  expect(seen("const a = ok ? 'Stop' : 'ended'")).toEqual(['a.tsx:1 Stop'])
  expect(seen("if (key === 'Escape') throw new Error('Not so')")).toEqual([])
})

it('what a person reads stands in the words.ts of its folder', () => {
  const files = ['src/renderer', 'src/main']
    .flatMap((folder) =>
      readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' }).map((path) => `${folder}/${path}`),
    )
    .filter((path) => /\.tsx?$/.test(path) && !WORD_FILES.some((pattern) => pattern.test(path)))
  expect(files.length).toBeGreaterThan(200)
  expect(files.flatMap((file) => wordsIn(file, readFileSync(join(root, file), 'utf8')))).toEqual([])
})
