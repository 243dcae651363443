import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const page = readFileSync(join(root, 'docs/security.md'), 'utf8')
const proofs = [...page.matchAll(/`((?:test|scripts)\/[^`]+)` › “(.+?)”/g)]

describe('the security page', () => {
  it('has the twenty items of the checklist, each with a proof from the sources and one from the running app', () => {
    const items = page.split('\n').filter((line) => /^\| \d+ +\|/.test(line))
    expect(items.map((line) => Number(/\d+/.exec(line)?.[0]))).toEqual(Array.from({ length: 20 }, (_, n) => n + 1))
    for (const item of items) {
      const [, , , , fromSources = '', running = ''] = item.split('|')
      expect(fromSources, item).toMatch(/`test\/.+` › “/)
      expect(running, item).toMatch(/`(?:test\/e2e\/.+\.e2e\.ts|scripts\/package-smoke\.mjs)` › “/)
    }
  })

  it('names tests that exist, by their titles', () => {
    expect(proofs.length).toBeGreaterThan(60)
    const wrong = proofs.filter(([, file = '', title = '']) => {
      const path = join(root, file)
      return !existsSync(path) || !readFileSync(path, 'utf8').includes(title)
    })
    expect(wrong.map(([, file, title]) => `${file ?? ''}: ${title ?? ''}`)).toEqual([])
  })

  it('says of every fuse what the package is built with', () => {
    const config = readFileSync(join(root, 'electron-builder.yml'), 'utf8')
    const set = [...config.matchAll(/^ {2}(\w+): (true|false)$/gm)].filter(([, name = '']) =>
      page.includes(`| ${name} `),
    )
    expect(set).toHaveLength(8)
    for (const [, name = '', on] of set) {
      expect(page).toMatch(new RegExp(`^\\| ${name} +\\| ${on === 'true' ? 'on' : 'off'} +\\|`, 'm'))
    }
  })
})
