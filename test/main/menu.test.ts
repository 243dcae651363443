import type { MenuItemConstructorOptions } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import type { PageRequest } from '@contract/channels'

vi.mock('electron', () => ({ Menu: {}, shell: {}, dialog: {}, BrowserWindow: {} }))
const { menuTemplate } = await import('../../src/main/menu')

function menu({ recent = [], isDevelopment = false, platform = 'linux' }: Wish = {}) {
  const asked: PageRequest[] = []
  let stops = 0
  let logs = 0
  const template = menuTemplate(
    {
      ask: (request) => asked.push(request),
      stopAll: () => (stops += 1),
      showErrorLog: () => (logs += 1),
      recentStacks: () => recent,
      isDevelopment,
    },
    platform,
  )
  return { template, asked, stops: () => stops, logs: () => logs, items: flat(template) }
}

interface Wish {
  readonly recent?: readonly string[]
  readonly isDevelopment?: boolean
  readonly platform?: NodeJS.Platform
}

function flat(items: readonly MenuItemConstructorOptions[]): readonly MenuItemConstructorOptions[] {
  return items.flatMap((item) => [item, ...(Array.isArray(item.submenu) ? flat(item.submenu) : [])])
}

function choose(items: readonly MenuItemConstructorOptions[], label: string): void {
  const item = items.find((each) => each.label === label)
  if (item?.click === undefined) throw new Error(`The menu has no ${label} that can be chosen.`)
  ;(item.click as () => void)()
}

const PLATFORMS = ['linux', 'darwin', 'win32'] as const

describe('the menu of the app', () => {
  it('shows the error log without the page, which may be what failed', () => {
    const { items, asked, logs } = menu()
    choose(items, 'Show Error Log')
    expect(logs()).toBe(1)
    expect(asked).toEqual([])
  })

  it('asks the page for what the page does, and stops everything without it', () => {
    const { items, asked, stops } = menu()
    for (const label of ['New Task', 'Open Stack…', 'Settings…', 'Back', 'Forward', 'Lab', 'Keyboard Shortcuts'])
      choose(items, label)
    expect(asked.map((request) => request.do)).toEqual([
      'new-task',
      'open-stack',
      'settings',
      'back',
      'forward',
      'lab',
      'shortcuts',
    ])
    choose(items, 'Stop All')
    expect(stops()).toBe(1)
    expect(asked).toHaveLength(7)
  })

  it('opens a recent stack by its whole path, and shows an ampersand as one', () => {
    const { items, asked } = menu({ recent: ['/srv/R&D/quiesce.yaml'] })
    choose(items, 'quiesce.yaml in /srv/R&&D')
    expect(asked).toEqual([{ do: 'open-stack-file', path: '/srv/R&D/quiesce.yaml' }])
  })

  it('says so where no stack was opened yet', () => {
    expect(menu().items.find((item) => item.label === 'No stack was opened yet')).toMatchObject({ enabled: false })
  })

  it.each(PLATFORMS)('has one way to quit and one to the settings on %s, and no key twice', (platform) => {
    const { items } = menu({ platform })
    expect(items.filter((item) => item.role === 'quit')).toHaveLength(1)
    expect(items.filter((item) => item.label === 'Settings…')).toHaveLength(1)
    const keys = items.flatMap((item) => item.accelerator ?? [])
    expect(new Set(keys).size).toBe(keys.length)
  })

  it.each([
    ['linux', 'Alt+Left', 'Alt+Right'],
    ['win32', 'Alt+Left', 'Alt+Right'],
    ['darwin', 'CmdOrCtrl+[', 'CmdOrCtrl+]'],
  ] as const)('goes back and forward on %s by the keys that its browsers have', (platform, back, forward) => {
    const { items } = menu({ platform })
    expect(items.find((item) => item.label === 'Back')).toMatchObject({ accelerator: back })
    expect(items.find((item) => item.label === 'Forward')).toMatchObject({ accelerator: forward })
  })

  it('offers the tools of developers in development only', () => {
    const has = (isDevelopment: boolean, role: string): boolean =>
      menu({ isDevelopment }).items.some((item) => item.role === role)
    for (const role of ['reload', 'toggleDevTools']) expect([has(true, role), has(false, role)]).toEqual([true, false])
  })
})
