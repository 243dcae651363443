import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'ARCHITECTURE.md'), 'utf8')
const named = new Set([...page.matchAll(/`(src\/[a-z/-]+)`/g)].map((match) => match[1] ?? ''))

it('names every folder under src in ARCHITECTURE.md', () => {
  expect(foldersOf('src').filter((folder) => !named.has(folder))).toEqual([])
})

it('names no folder in ARCHITECTURE.md that is not there', () => {
  expect([...named].filter((folder) => !existsSync(join(root, folder)))).toEqual([])
})

it('follows a click through files that exist', () => {
  const files = [...page.matchAll(/`((?:renderer|preload|main|engine)\/[a-z/-]+(?:\.tsx?)?)`/g)].map(
    (match) => match[1] ?? '',
  )
  expect(files.length).toBeGreaterThan(8)
  expect(files.filter((file) => !existsSync(join(root, 'src', file)))).toEqual([])
})

it('keeps ARCHITECTURE.md to about a page', () => {
  expect(page.split('\n').length).toBeLessThanOrEqual(110)
})

function foldersOf(folder: string): string[] {
  return readdirSync(join(root, folder), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .flatMap((entry) => [`${folder}/${entry.name}`, ...foldersOf(`${folder}/${entry.name}`)])
    .filter((path) => filesUnder(path))
}

/** Git knows no empty folder. */
function filesUnder(folder: string): boolean {
  return readdirSync(join(root, folder), { withFileTypes: true, recursive: true }).some((entry) => entry.isFile())
}
