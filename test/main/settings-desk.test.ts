import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { KeepLimits } from '@contract/engine'
import { DEFAULT_SETTINGS } from '@vocabulary/defaults'
import type { Settings } from '../../src/main/settings'
import { SettingsDesk } from '../../src/main/settings-desk'

// The desktop's own part stands in for itself: there is no Electron here.
vi.mock('electron', () => ({ app: { isPackaged: false } }))

function desk({ canNotify = true, stored = {} }: { canNotify?: boolean; stored?: Partial<Settings> } = {}) {
  const chosen: string[] = []
  const kept: KeepLimits[] = []
  const changes: unknown[] = []
  const file = {
    value: { version: 1, theme: 'system', ...stored } as Settings,
    change(part: Partial<Settings>) {
      changes.push(part)
      file.value = { ...file.value, ...part }
    },
  }
  const theme = { choose: (one: Settings['theme']) => void chosen.push(one) }
  const keep = (limits: KeepLimits): Promise<void> => {
    kept.push(limits)
    return Promise.resolve()
  }
  return { desk: new SettingsDesk(file, theme, { keep }, canNotify), chosen, kept, changes }
}

describe('the settings as the page sees them', () => {
  let made = desk()
  beforeEach(() => (made = desk()))

  it('are complete: what was never chosen stands at its default', () => {
    expect(made.desk.answer().settings).toEqual(DEFAULT_SETTINGS)
    expect(desk({ stored: { graceMs: 700, notify: false } }).desk.value).toEqual({
      ...DEFAULT_SETTINGS,
      graceMs: 700,
      notify: false,
    })
  })

  it('name only what has no effect here, each with a sentence', () => {
    expect(Object.keys(made.desk.answer().gaps)).toEqual(['startAtLogin'])
    const { gaps } = desk({ canNotify: false }).desk.answer()
    expect(Object.keys(gaps).toSorted()).toEqual(['notify', 'startAtLogin'])
    for (const why of Object.values(gaps)) expect(why).toMatch(/^[A-Z].*\.$/)
  })

  it('answer what counts from now on', async () => {
    const { settings } = await made.desk.change({ graceMs: 8_000, notify: false })
    expect(settings).toEqual({ ...DEFAULT_SETTINGS, graceMs: 8_000, notify: false })
    expect(made.changes).toEqual([{ graceMs: 8_000, notify: false }])
  })

  it('tell the engine at once how much is kept, both numbers each time, and nothing when something else changed', async () => {
    await made.desk.change({ graceMs: 8_000 })
    expect(made.kept).toEqual([])
    await made.desk.change({ keepDays: 7 })
    await made.desk.change({ keepMegabytes: 64 })
    expect(made.kept).toEqual([
      { days: 7, megabytes: DEFAULT_SETTINGS.keepMegabytes },
      { days: 7, megabytes: 64 },
    ])
  })

  it('leave the theme to who shows it', async () => {
    await made.desk.change({ theme: 'dark' })
    expect([made.chosen, made.changes]).toEqual([['dark'], []])
  })

  it.each([
    [
      'a shell without its whole path',
      { shell: 'bash', graceMs: 9_000 },
      /got "bash", expected a program\. Give its whole path/,
    ],
    ['a shell that is not there', { shell: '/no/such/shell', theme: 'dark' as const }, /got "\/no\/such\/shell"/],
    ['a start at login of what is not installed', { startAtLogin: true, graceMs: 9_000 }, /Only the installed app/],
  ])('refuse %s with a sentence, and then change nothing', async (_what, part, sentence) => {
    await expect(made.desk.change(part)).rejects.toThrow(sentence)
    expect([made.changes, made.chosen, made.kept]).toEqual([[], [], []])
  })

  it.skipIf(process.platform === 'win32')('take a shell that is there', async () => {
    expect((await made.desk.change({ shell: '/bin/sh' })).settings.shell).toBe('/bin/sh')
  })
})
