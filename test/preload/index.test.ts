import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Answer } from '@contract/problem'
import type { QuiesceApi, Updates } from '@contract/channels'
import { requestSchemas } from '../../src/main/ipc/requests'

const electron = vi.hoisted(() => {
  const listeners = new Map<string, ((event: object, ...args: unknown[]) => void)[]>()
  const exposed = new Map<string, unknown>()
  const sent: unknown[][] = []
  const invoked: unknown[][] = []
  return {
    listeners,
    exposed,
    sent,
    invoked,
    webUtils: { getPathForFile: (file: { name: string }) => `/dropped/${file.name}` },
    contextBridge: { exposeInMainWorld: (name: string, api: unknown) => void exposed.set(name, api) },
    ipcRenderer: {
      on: (channel: string, listener: (event: object, ...args: unknown[]) => void) =>
        void listeners.set(channel, [...(listeners.get(channel) ?? []), listener]),
      send: (...args: unknown[]) => void sent.push(args),
      invoke: (...args: unknown[]) => {
        invoked.push(args)
        return Promise.resolve({ ok: true, value: undefined } satisfies Answer<undefined>)
      },
    },
  }
})
// The system's bridge stands in for itself: there is no Electron here. End to end the real one is used.
vi.mock('electron', () => electron)

await import('../../src/preload/index')
const api = electron.exposed.get('quiesce') as QuiesceApi

function push(ticket: number): Updates {
  const updates: Updates = { runs: [], removedRuns: [], events: [], samples: [], notices: [] }
  for (const listener of electron.listeners.get('quiesce:updates') ?? []) {
    listener({ sender: 'secret' }, updates, ticket)
  }
  return updates
}

describe('the bridge', () => {
  beforeEach(() => {
    electron.sent.length = 0
    electron.invoked.length = 0
  })

  it('is the one object on the page, with a method for each command that main answers, `onUpdates` and `pathOf`', () => {
    expect([...electron.exposed.keys()]).toEqual(['quiesce'])
    expect(Object.keys(api).toSorted()).toEqual([...Object.keys(requestSchemas), 'onUpdates', 'pathOf'].toSorted())
    expect(Object.values(api).every((method) => typeof method === 'function')).toBe(true)
  })

  it('sends each command over its own channel, with one request and nothing else', async () => {
    for (const name of Object.keys(requestSchemas) as (keyof typeof requestSchemas)[]) {
      const method = api[name] as (...args: unknown[]) => Promise<unknown>
      await method({ n: 1 }, 'surplus')
      expect(electron.invoked.at(-1)).toEqual([`quiesce:${name}`, { n: 1 }])
    }
  })

  it('tells where a dropped file is, and asks main nothing for it', () => {
    expect(api.pathOf({ name: 'Procfile', size: 12 })).toBe('/dropped/Procfile')
    expect(electron.invoked).toEqual([])
  })

  it('hands the updates to a listener, and never the event they came with', () => {
    const listener = vi.fn()
    const undo = api.onUpdates(listener)
    const updates = push(1)
    expect(listener.mock.calls).toEqual([[updates]])
    undo()
    push(2)
    expect(listener).toHaveBeenCalledTimes(1)
  })

  it('tells main that a push was taken, also when a listener throws', () => {
    const complaint = vi.spyOn(console, 'error').mockReturnValue()
    const listener = vi.fn()
    const undos = [
      api.onUpdates(() => {
        throw new Error('a bug of the page')
      }),
      api.onUpdates(listener),
    ]
    push(7)
    expect(electron.sent).toEqual([['quiesce:taken', 7]])
    expect(listener).toHaveBeenCalledOnce()
    expect(complaint).toHaveBeenCalledOnce()
    for (const undo of undos) undo()
    complaint.mockRestore()
  })

  it('listens to main once, however often the page subscribes', () => {
    for (let count = 0; count < 1_000; count++) api.onUpdates(() => undefined)()
    expect([...electron.listeners].map(([channel, all]) => [channel, all.length])).toEqual([['quiesce:updates', 1]])
  })

  it('calls a listener that was added twice twice, and takes off one at a time', () => {
    const listener = vi.fn()
    const first = api.onUpdates(listener)
    const second = api.onUpdates(listener)
    push(1)
    first()
    first()
    push(2)
    second()
    push(3)
    expect(listener).toHaveBeenCalledTimes(3)
  })
})
