import type { QuiesceApi } from '@contract/channels'
import type { ThemeChoice } from '@contract/settings'
import { drawn } from './drawn'
import { hasGap } from './merge-events'
import { type Readable, writable } from './readable'
import { EMPTY_STATE, type WindowState, withoutNotice, withSnapshot, withUpdates } from './window-state'

export interface RunStore extends Readable<WindowState> {
  /** Listens to main, then asks for the snapshot; what overlaps is sorted out by revision and `seq`. Returns its undo. */
  readonly connect: (api: QuiesceApi) => () => void
  readonly dismissNotice: (id: string) => void
  readonly setTheme: (theme: ThemeChoice) => void
}

/** The page's copy of what main knows. Knows no React. `whenDrawn`: resolves when what it holds is on the screen. */
export function createRunStore(whenDrawn = drawn): RunStore {
  const state = writable<WindowState>(EMPTY_STATE)

  async function load(api: QuiesceApi): Promise<void> {
    const answer = await api.getSnapshot()
    if (answer.ok) {
      state.set(withSnapshot(state.get(), answer.value))
      if (answer.value.preliminary === true) {
        await whenDrawn()
        await load(api)
      }
    } else state.set({ ...state.get(), notices: [{ id: 'snapshot', level: 'alarm', text: answer.problem.message }] })
  }

  return {
    get: state.get,
    subscribe: state.subscribe,
    connect(api) {
      const undo = api.onUpdates((updates) => {
        const missed = updates.missedEvents === true || hasGap(state.get().events, updates.events)
        state.set(withUpdates(state.get(), updates))
        if (missed) void load(api)
      })
      void load(api)
      return undo
    },
    dismissNotice(id) {
      state.set(withoutNotice(state.get(), id))
    },
    setTheme(theme) {
      state.set({ ...state.get(), theme })
    },
  }
}

/** The one store of this window. */
export const runStore = createRunStore()

/** Begins to listen to main. Returns its undo. */
export function connectStore(): () => void {
  return runStore.connect(window.quiesce)
}
