import { describe, expect, it } from 'vitest'
import { dangerousSwitches } from '../../src/main/dangerous-switches'
import { ReloadBudget } from '../../src/main/reload-budget'
import { openingPlace } from '../../src/main/window-place'

const screen = { x: 0, y: 0, width: 1_920, height: 1_080 }
const kept = { x: 100, y: 100, width: 900, height: 700, maximized: false }

describe('where the window opens', () => {
  it('is where it was, while that is on a screen', () => {
    expect(openingPlace(kept, [screen])).toEqual({ x: 100, y: 100, width: 900, height: 700 })
  })

  it.each([
    ['the screen it was on is gone', { ...kept, x: 3_000 }],
    ['only a sliver of it would show', { ...kept, x: 1_900 }],
    ['it was left of every screen', { ...kept, x: -5_000 }],
  ])('is for the system to choose when %s', (_why, place) => {
    expect(openingPlace(place, [screen])).toEqual({ width: 900, height: 700 })
  })

  it('is never too small to be used', () => {
    expect(openingPlace({ ...kept, width: 1, height: 1, x: 0, y: 0 }, [screen])).toEqual({ width: 640, height: 480 })
  })
})

describe('reloads after a crash', () => {
  it('are three in any sixty seconds', () => {
    let now = 0
    const budget = new ReloadBudget(() => now)
    expect([budget.spend(), budget.spend(), budget.spend(), budget.spend()]).toEqual([true, true, true, false])
    now = 59_999
    expect(budget.spend()).toBe(false)
    now = 60_000
    expect(budget.spend()).toBe(true)
  })
})

describe('dangerous switches', () => {
  const on =
    (...names: string[]) =>
    (name: string) =>
      names.includes(name)

  it('are named, each that is set', () => {
    expect(dangerousSwitches(on('js-flags', 'remote-debugging-port', 'user-data-dir'), false)).toEqual([
      'remote-debugging-port',
      'js-flags',
    ])
  })

  it('include no-sandbox for everybody but root', () => {
    expect(dangerousSwitches(on('no-sandbox'), false)).toEqual(['no-sandbox'])
    expect(dangerousSwitches(on('no-sandbox'), true)).toEqual([])
  })
})
