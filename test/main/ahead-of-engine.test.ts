import type { Snapshot } from '@contract/channels'
import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { AheadOfEngine } from '../../src/main/ahead-of-engine'

const PICTURE = { preliminary: true } as unknown as Snapshot

beforeEach(() => vi.useFakeTimers())
afterEach(() => vi.useRealTimers())

function opened(): { readonly ahead: AheadOfEngine; readonly mayRead: () => Promise<boolean> } {
  const ahead = new AheadOfEngine(() => Promise.resolve(PICTURE))
  let may = false
  void ahead.mayRead.then(() => (may = true))
  return {
    ahead,
    mayRead: async () => {
      await vi.advanceTimersByTimeAsync(0)
      return may
    },
  }
}

it('answers the first question of a page, and leaves the second, which says that it has drawn, to the engine', async () => {
  const { ahead, mayRead } = opened()
  expect(await ahead.snapshot()).toBe(PICTURE)
  expect(await mayRead()).toBe(false)
  expect(ahead.snapshot()).toBeUndefined()
  expect(await mayRead()).toBe(true)
})

it('waits for a page that never asks, but not for ever', async () => {
  const { ahead, mayRead } = opened()
  ahead.pageHasFiles()
  expect(await mayRead()).toBe(false)
  await vi.advanceTimersByTimeAsync(1_000)
  expect(await mayRead()).toBe(true)
})

it('waits for no page that could not be loaded', async () => {
  const { ahead, mayRead } = opened()
  ahead.read()
  expect(await mayRead()).toBe(true)
})
