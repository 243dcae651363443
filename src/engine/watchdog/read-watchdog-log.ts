import { readFileSync } from 'node:fs'
import { watchdogLog } from './watchdog'

/** What the watchdog of an instance did after that had died. */
export interface WatchdogDeeds {
  /** Groups and single processes that it asked, or ended by force. */
  readonly sent: ReadonlySet<number>
  /** Those of them that it sent SIGKILL to. */
  readonly forced: ReadonlySet<number>
  /** How long it asks before it forces. Undefined while it has not noticed that Quiesce has died. */
  readonly asksForMs?: number
  /** It has written its last line. */
  readonly done: boolean
}

export function readWatchdogLog(dataDir: string, instance: string): WatchdogDeeds {
  let text = ''
  try {
    text = readFileSync(watchdogLog(dataDir, instance), 'utf8')
  } catch {
    // It had nothing to do, or nowhere to write.
  }
  const told = (deed: RegExp): ReadonlySet<number> =>
    new Set([...text.matchAll(deed)].map(([, number]) => Number(number)))
  const asks = /^asking for at most (\d+) ms$/m.exec(text)?.[1]
  return {
    sent: told(/^(?:group|marked) (\d+) (?:sent|forced)$/gm),
    forced: told(/^(?:group|marked) (\d+) forced$/gm),
    done: /^done after/m.test(text),
    ...(asks !== undefined && { asksForMs: Number(asks) }),
  }
}
