import type { QuiesceApi, Updates } from '@contract/channels'
import { expect, test } from 'vitest'
import { createRunStore } from '../../../src/renderer/client/run-store'
import { sampleEvent } from '../support/sample-event'

interface Bridge {
  readonly api: QuiesceApi
  readonly push: (more: Partial<Updates>) => void
  readonly asked: () => number
}

/** The other side of `window.quiesce`, in memory. */
function bridge(): Bridge {
  let listener: ((updates: Updates) => void) | undefined
  let snapshots = 0
  const platform = { os: 'linux', appVersion: '', electronVersion: '', nodeVersion: '', limits: [] }
  const api = {
    onUpdates: (next: (updates: Updates) => void) => {
      listener = next
      return () => {
        listener = undefined
      }
    },
    getSnapshot: () => {
      snapshots += 1
      const events = Array.from({ length: snapshots * 10 }, (_, index) => sampleEvent(index + 1))
      const stacks = { open: [], recentFiles: [] }
      const value = { tasks: [], stacks, runs: [], events, demos: [], notices: [], theme: 'dark', platform }
      return Promise.resolve({ ok: true, value })
    },
  }
  return {
    api: api as unknown as QuiesceApi,
    push: (more) => listener?.({ runs: [], removedRuns: [], events: [], samples: [], notices: [], ...more }),
    asked: () => snapshots,
  }
}

test('a page that loads in the middle has the snapshot and everything after it', async () => {
  const store = createRunStore()
  const { api, push } = bridge()
  store.connect(api)
  push({ events: [sampleEvent(11)] })
  await Promise.resolve()
  await Promise.resolve()
  expect(store.get().events.map((event) => event.seq)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11])
  expect(store.get().theme).toBe('dark')
})

test.each([{ events: [sampleEvent(20)] }, { missedEvents: true as const }])(
  'a page that missed events asks for a snapshot again (%j)',
  async (more) => {
    const store = createRunStore()
    const { api, push, asked } = bridge()
    store.connect(api)
    await Promise.resolve()
    await Promise.resolve()
    push(more)
    await Promise.resolve()
    await Promise.resolve()
    expect(asked()).toBe(2)
    expect(store.get().events).toHaveLength(20)
  },
)

test('after the undo nothing is taken in any more', async () => {
  const store = createRunStore()
  const { api, push } = bridge()
  store.connect(api)()
  await Promise.resolve()
  await Promise.resolve()
  const before = store.get()
  push({ events: [sampleEvent(11)] })
  expect(store.get()).toBe(before)
})

test('what is saved is shown first, and the rest is asked for once it is drawn', async () => {
  let draw: () => void = () => undefined
  const store = createRunStore(() => new Promise((resolve) => (draw = resolve)))
  const { api, asked } = bridge()
  const whole = api.getSnapshot.bind(api)
  const saved = { id: 'task-1', name: 'Saved' }
  const first = async (): Promise<unknown> => {
    const answer = await whole()
    return answer.ok ? { ...answer, value: { ...answer.value, tasks: [saved], preliminary: true } } : answer
  }
  const answers = [first, whole]
  store.connect({ ...api, getSnapshot: () => answers.shift()?.() } as unknown as QuiesceApi)
  await expect.poll(() => store.get().tasks).toEqual([saved])
  expect(store.get().ready).toBe(false)
  expect(asked()).toBe(1)
  draw()
  await expect.poll(() => store.get().ready).toBe(true)
  expect(asked()).toBe(2)
  expect(store.get().tasks).toEqual([])
})
