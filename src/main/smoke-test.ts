import type { Engine } from '@contract/engine'
import type { Receipt } from '@contract/receipt'
import { messageOf } from '@tools/errors'
import type { BrowserWindow } from 'electron'
import { say } from '@vocabulary/sentences/say'
import type { Composition } from './compose'
import type { DemoTasks } from './demo-tasks'

/** Given on the command line, a package tries itself out. It chooses nothing but the lab's own demos, and opens no door. */
export const SMOKE_TEST_SWITCH = 'smoke-test'

const DEMOS = ['ticker-stop', 'process-loop-stop'] as const
const UP_MS = 20_000

interface SmokeReport {
  readonly page: { readonly address: string; readonly title: string }
  readonly versions: { readonly electron: string; readonly chrome: string; readonly node: string }
  /** What the window would say about the app itself: a journal that cannot be opened, for one. */
  readonly banners: readonly string[]
  readonly receipts: readonly Receipt[]
  readonly problems: readonly string[]
}

/** Starts each demo as its card would, stops it once it has said something, and tells what came of it. Never rejects. */
export async function smokeTest({ engine, demos, notices }: Composition, window: BrowserWindow): Promise<SmokeReport> {
  const receipts: Receipt[] = []
  const problems: string[] = []
  for (const demo of DEMOS) {
    try {
      receipts.push(await startAndStop(engine, demos, demo))
    } catch (error) {
      problems.push(`${demo}: ${messageOf(error)}`)
    }
  }
  const { electron, chrome, node } = process.versions
  return {
    page: { address: window.webContents.getURL(), title: window.webContents.getTitle() },
    versions: { electron, chrome, node },
    banners: notices.all().map((notice) => notice.text),
    receipts,
    problems,
  }
}

async function startAndStop(engine: Engine, demos: DemoTasks, demoId: string): Promise<Receipt> {
  const spoken = new Set<string>()
  let onLine: (() => void) | undefined
  const undo = engine.onEvent((event) => {
    if (event.type !== 'line') return
    spoken.add(event.runId)
    onLine?.()
  })
  try {
    const [run] = await demos.start(demoId)
    if (run === undefined) throw new Error('it has no task')
    await new Promise<void>((resolve, reject) => {
      const late = setTimeout(() => reject(new Error(`it said nothing within ${UP_MS / 1_000} s`)), UP_MS)
      onLine = () => {
        if (!spoken.has(run.id)) return
        clearTimeout(late)
        resolve()
      }
      onLine()
      // A run that failed to start will never say a line: its receipt tells why.
      engine.ended(run.id).then(() => (clearTimeout(late), resolve()), reject)
    })
    const answer = await engine.stop(run.id, { origin: 'user', reason: 'smoke test' })
    if (!answer.accepted && answer.code !== 'already-ended')
      throw new Error(answer.reason ? say(answer.reason) : 'the stop was refused')
    return await engine.ended(run.id)
  } finally {
    undo()
  }
}
