import { mkdir, mkdtemp, readdir, readFile, rm, rmdir, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { Notice } from '@contract/channels'
import { SettingsFile } from '../../src/main/settings'

const KEPT = {
  version: 1,
  theme: 'dark',
  window: { x: 10, y: 20, width: 900, height: 700, maximized: false },
} as const

describe('the settings file', () => {
  let folder = ''
  let path = ''
  let notices: Notice[] = []
  let withdrawn: string[] = []
  const open = () =>
    SettingsFile.open(path, { post: (notice) => notices.push(notice), withdraw: (id) => withdrawn.push(id) })

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'quiesce-settings-'))
    path = join(folder, 'settings.json')
    notices = []
    withdrawn = []
  })
  afterEach(() => rm(folder, { recursive: true }))

  it('has defaults, and nothing to say, when there is none yet', async () => {
    expect((await open()).value).toEqual({ version: 1, theme: 'system' })
    expect(notices).toEqual([])
  })

  it('keeps what was changed, readable by its owner alone, with nothing left beside it', async () => {
    const settings = await open()
    settings.change({ theme: 'light' })
    settings.change({ theme: 'dark' })
    settings.change({ window: KEPT.window })
    await settings.saved()
    expect((await open()).value).toEqual(KEPT)
    expect(await readdir(folder)).toEqual(['settings.json'])
    if (process.platform !== 'win32') expect((await stat(path)).mode & 0o777).toBe(0o600)
  })

  it('is set aside as .bad, with a banner, when it was cut off at any byte', async () => {
    const whole = JSON.stringify(KEPT)
    for (let length = 0; length < whole.length; length++) {
      notices = []
      await writeFile(path, whole.slice(0, length))
      expect((await open()).value, `cut at ${length}`).toEqual({ version: 1, theme: 'system' })
      expect(notices).toHaveLength(1)
      expect(notices[0]?.text).toContain(`${path}.bad`)
      expect(await readFile(`${path}.bad`, 'utf8')).toBe(whole.slice(0, length))
      expect(await readdir(folder)).toEqual(['settings.json.bad'])
    }
  })

  it.each([
    ['garbage', '\u0000\u0001\u0002'],
    ['a later version', JSON.stringify({ ...KEPT, version: 2 })],
    ['no version', JSON.stringify({ theme: 'dark' })],
    ['an unknown theme', JSON.stringify({ ...KEPT, theme: 'blue' })],
    ['a window of no size', JSON.stringify({ ...KEPT, window: { ...KEPT.window, width: 0 } })],
    ['a window far away', JSON.stringify({ ...KEPT, window: { ...KEPT.window, x: 1e9 } })],
    ['a text for a number', JSON.stringify({ ...KEPT, keepDays: '30' })],
    ['a number out of its limits', JSON.stringify({ ...KEPT, keepDays: 0 })],
    ['a half of a day', JSON.stringify({ ...KEPT, keepDays: 0.5 })],
    ['a shell that is no text', JSON.stringify({ ...KEPT, shell: ['/bin/sh'] })],
    ['a yes for a switch', JSON.stringify({ ...KEPT, notify: 'yes' })],
    ['recent stacks that are no list', JSON.stringify({ ...KEPT, recentStacks: { 0: '/srv/Procfile' } })],
    ['a list', '[]'],
    ['null', 'null'],
    ['ten thousand brackets', '['.repeat(10_000)],
  ])('is set aside when it holds %s', async (_what, text) => {
    await writeFile(path, text)
    expect((await open()).value).toEqual({ version: 1, theme: 'system' })
    expect(notices).toMatchObject([{ id: 'settings-unusable', level: 'warning' }])
    expect(await readFile(`${path}.bad`, 'utf8')).toBe(text)
  })

  it('takes no name from outside into what every object has', async () => {
    await writeFile(path, '{"version":1,"theme":"dark","__proto__":{"notify":true},"constructor":{"prototype":1}}')
    expect((await open()).value).toEqual({ version: 1, theme: 'dark' })
    expect(({} as Record<string, unknown>)['notify']).toBeUndefined()
    expect(notices).toEqual([])
  })

  it('counts until the app quits, with a banner, when it cannot be written', async () => {
    await mkdir(path)
    const settings = await open()
    settings.change({ theme: 'dark' })
    await settings.saved()
    expect(settings.value.theme).toBe('dark')
    expect(notices.map((notice) => notice.id)).toEqual(['settings-unusable', 'settings-not-saved'])
    expect(await readdir(folder)).toEqual(['settings.json'])
    await rmdir(path)
    settings.change({ theme: 'light' })
    await settings.saved()
    expect(withdrawn).toEqual(['settings-not-saved'])
    expect((await open()).value.theme).toBe('light')
  })
})
