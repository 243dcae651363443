import { readdir, readlink } from 'node:fs/promises'
import { expect } from '@playwright/test'
import type { Launched } from './launch'

/** What stands in the main process between two tests. In it there is no test runner: every timer and listener is ours. */
interface MainStanding {
  /** By what they hang on. */
  readonly listeners: Readonly<Record<string, number>>
  /** Those that hold the event loop. */
  readonly timers: number
  /** Terminals and output files of runs. Of sockets and pipes Chromium opens its own; the engine's are counted in its tests. */
  readonly descriptors: Readonly<Record<string, number>>
}

const SETTLE_MS = 10_000
const baselines = new WeakMap<Launched, MainStanding>()

/**
 * Asserts that main holds no more than after the first test that this app served: what is made on first use is made by then.
 * Call it when every run is off the board.
 */
export async function expectNothingGrown(quiesce: Launched): Promise<void> {
  const baseline = baselines.get(quiesce)
  if (!baseline) return void baselines.set(quiesce, await standingOf(quiesce))
  await expect
    .poll(async () => grown(baseline, await standingOf(quiesce)), { message: 'main holds more', timeout: SETTLE_MS })
    .toEqual([])
}

function grown(before: MainStanding, now: MainStanding): readonly string[] {
  return [
    ...more('listeners on', before.listeners, now.listeners),
    ...more('open descriptors of kind', before.descriptors, now.descriptors),
    ...(now.timers > before.timers ? [`${now.timers} timers, before ${before.timers}`] : []),
  ]
}

function more(what: string, before: Counts, now: Counts): readonly string[] {
  return Object.entries(now).flatMap(([name, count]) => {
    const known = before[name] ?? 0
    return count > known ? [`${count} ${what} ${name}, before ${known}`] : []
  })
}

type Counts = Readonly<Record<string, number>>

async function standingOf({ app }: Launched): Promise<MainStanding> {
  const inside = await app.evaluate(({ app, BrowserWindow, ipcMain }) => {
    const window = BrowserWindow.getAllWindows()[0]
    const count = (emitter: NodeJS.EventEmitter | undefined): number =>
      (emitter?.eventNames() ?? []).reduce((sum, name) => sum + (emitter?.listenerCount(name) ?? 0), 0)
    return {
      listeners: {
        app: count(app),
        ipc: count(ipcMain),
        window: count(window),
        contents: count(window?.webContents),
        process: count(process),
      },
      timers: process.getActiveResourcesInfo().filter((type) => type === 'Timeout').length,
    }
  })
  return { ...inside, descriptors: await descriptorsOf(app.process().pid ?? 0) }
}

async function descriptorsOf(pid: number): Promise<Counts> {
  const counts: Record<string, number> = {}
  const names = await readdir(`/proc/${pid}/fd`).catch(() => [])
  for (const name of names) {
    const kind = kindOf(await readlink(`/proc/${pid}/fd/${name}`).catch(() => ''))
    if (kind !== undefined) counts[kind] = (counts[kind] ?? 0) + 1
  }
  return counts
}

function kindOf(target: string): string | undefined {
  if (target.startsWith('/dev/pt')) return 'terminal'
  return /\/output\/[^/]+\/run-[^/]+\.log/.test(target) ? 'output' : undefined
}
