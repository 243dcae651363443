import { mkdirSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { afterEach, expect, test } from 'vitest'
import type { WatchSpec } from '@contract/life'
import { FileWatch } from '@engine/lives/file-watch'
import { newDataDir } from '../../support/test-engine'

interface Watching {
  readonly cwd: string
  /** The paths of the bursts, in order. */
  readonly changes: string[]
  readonly missing: string[]
  readonly found: string[]
  readonly failed: unknown[]
  write(name: string): void
  /** Resolves when there is one burst more than `before`. */
  more(before: number): Promise<string>
}

const open: FileWatch[] = []
afterEach(() => open.splice(0).forEach((watch) => watch.close()))

async function watching(spec: Partial<WatchSpec>, files: readonly string[]): Promise<Watching> {
  const cwd = newDataDir()
  const write = (name: string): void => {
    mkdirSync(dirname(join(cwd, name)), { recursive: true })
    writeFileSync(join(cwd, name), String(Math.random()))
  }
  files.forEach(write)
  const [changes, missing, found, failed] = [[] as string[], [] as string[], [] as string[], [] as unknown[]]
  const watch = new FileWatch({ paths: ['.'], quietMs: 30, ...spec }, cwd, {
    changed: (path) => void changes.push(path),
    missing: (written) => void missing.push(written),
    found: (written) => void found.push(written),
    failed: (problem) => void failed.push(problem),
  })
  open.push(watch)
  await watch.open()
  const more = async (before: number): Promise<string> => {
    await expect.poll(() => changes.length, { timeout: 8_000, interval: 5 }).toBeGreaterThan(before)
    return changes.at(-1) ?? ''
  }
  return { cwd, changes, missing, found, failed, write, more }
}

/** A change that is certainly seen: what was written before it and is not among the changes does not count. */
async function seenAfter(t: Watching, name: string): Promise<readonly string[]> {
  const before = t.changes.length
  t.write(name)
  await t.more(before)
  return t.changes
}

test('a burst of changes in a folder and those below is one change', async () => {
  const t = await watching({ paths: ['src'], quietMs: 150 }, ['src/a.txt', 'src/deep/er/b.txt'])
  for (const name of ['src/a.txt', 'src/deep/er/b.txt', 'src/new.txt']) t.write(name)
  await t.more(0)
  expect(t.changes).toHaveLength(1)
  t.write('src/deep/er/b.txt')
  expect(await t.more(1)).toBe(join('src', 'deep', 'er', 'b.txt'))
})

test.each([
  ['the watched folder', 'dist', 'dist/main.js'],
  ['a folder in the watched one', 'dist/assets', 'dist/assets/logo.svg'],
  ['two folders deep', 'dist/assets', 'dist/assets/icons/logo.svg'],
])('%s is removed and made anew in one breath, again and again, and stays watched', async (_, folder, file) => {
  const t = await watching({ paths: ['dist'] }, [file])
  for (let round = 0; round < 4; round += 1) {
    let before = t.changes.length
    rmSync(join(t.cwd, folder), { recursive: true })
    t.write(file)
    await t.more(before)
    // And also a plain edit afterwards, of the file in the folder that is new.
    await expect.poll(() => t.changes.length, { timeout: 300, interval: 60 }).toBeGreaterThan(0)
    before = t.changes.length
    t.write(file)
    expect(await t.more(before)).toBe(join(...file.split('/')))
  }
})

test('a folder that is away for a while is one change, told when it is back', async () => {
  const t = await watching({ paths: ['dist'] }, ['dist/main.js'])
  rmSync(join(t.cwd, 'dist'), { recursive: true })
  await new Promise((resolve) => setTimeout(resolve, 300))
  expect(t.changes).toEqual([])
  t.write('dist/main.js')
  await t.more(0)
  expect(t.changes).toHaveLength(1)
  expect(t.missing).toEqual([])
})

test('a single file is followed through removal, replacement by a rename, and a folder made anew', async () => {
  const t = await watching({ paths: ['conf/app.yaml'] }, ['conf/app.yaml', 'conf/other.yaml'])
  t.write('conf/other.yaml')
  expect(await seenAfter(t, 'conf/app.yaml')).toEqual([join('conf', 'app.yaml')])
  t.write('conf/next.yaml')
  renameSync(join(t.cwd, 'conf/next.yaml'), join(t.cwd, 'conf/app.yaml'))
  await t.more(1)
  unlinkSync(join(t.cwd, 'conf/app.yaml'))
  t.write('conf/app.yaml')
  await t.more(2)
  rmSync(join(t.cwd, 'conf'), { recursive: true })
  t.write('conf/app.yaml')
  await t.more(3)
  const before = t.changes.length
  t.write('conf/app.yaml')
  await t.more(before)
})

test('a pattern takes what it names, also in folders that are made later', async () => {
  const t = await watching({ paths: ['src/**/*.ts'] }, ['src/a.ts', 'src/a.css', 'lib/a.ts'])
  t.write('src/a.css')
  t.write('lib/a.ts')
  expect(await seenAfter(t, 'src/a.ts')).toEqual([join('src', 'a.ts')])
  t.write('src/made/later/b.ts')
  expect(await t.more(1)).toBe(join('src', 'made', 'later', 'b.ts'))
})

test('a name with a bracket that exists is that name, and no pattern', async () => {
  const t = await watching({ paths: ['pages/[id]'] }, ['pages/[id]/page.ts', 'pages/i/page.ts'])
  t.write('pages/i/page.ts')
  expect(await seenAfter(t, 'pages/[id]/page.ts')).toEqual([join('pages', '[id]', 'page.ts')])
})

test('what is left out by name or by pattern does not count, also when it is made later', async () => {
  const t = await watching({ ignore: ['node_modules', '*.log', 'out/**'] }, ['a.txt'])
  for (const name of ['node_modules/x/y.js', 'deep/app.log', 'out/b.js']) t.write(name)
  await t.more(0)
  const before = t.changes.length
  for (const name of ['node_modules/x/y.js', 'deep/app.log', 'out/b.js']) t.write(name)
  expect((await seenAfter(t, 'a.txt')).slice(before)).toEqual(['a.txt'])
})

test('a path that is not there is told once, and is watched from when it is', async () => {
  const t = await watching({ paths: ['later', 'a.txt'] }, ['a.txt'])
  expect(t.missing).toEqual(['later'])
  t.write('later/b.txt')
  await t.more(0)
  expect(t.found).toEqual(['later'])
  const before = t.changes.length
  t.write('later/b.txt')
  expect(await t.more(before)).toBe(join('later', 'b.txt'))
  expect(t.missing).toEqual(['later'])
})

test('somebody who writes without a pause does not keep the change from being told', async () => {
  const t = await watching({ paths: ['.'], quietMs: 400 }, ['a.txt'])
  const writing = setInterval(() => t.write('a.txt'), 50)
  try {
    expect(await t.more(0)).toBe('a.txt')
  } finally {
    clearInterval(writing)
  }
})

test('a link that leads round in a circle is followed once', async () => {
  const t = await watching({ paths: ['src'] }, ['src/a.txt'])
  symlinkSync(join(t.cwd, 'src'), join(t.cwd, 'src', 'self'))
  await t.more(0)
  const before = t.changes.length
  t.write('src/a.txt')
  await t.more(before)
  expect(t.failed).toEqual([])
})
