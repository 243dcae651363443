import { readFileSync } from 'node:fs'
import { watchdogLog } from './watchdog'

/** What the watchdog of an instance did after that had died. */
export interface WatchdogDeeds {
  /** Groups and single processes that it sent SIGKILL to. */
  readonly sent: ReadonlySet<number>
  /** It has written its last line. */
  readonly done: boolean
}

export function readWatchdogLog(dataDir: string, instance: string): WatchdogDeeds {
  const sent = new Set<number>()
  let text = ''
  try {
    text = readFileSync(watchdogLog(dataDir, instance), 'utf8')
  } catch {
    // It had nothing to do, or nowhere to write.
  }
  for (const match of text.matchAll(/^(?:group|marked) (\d+) sent$/gm)) sent.add(Number(match[1]))
  return { sent, done: /^done after/m.test(text) }
}
