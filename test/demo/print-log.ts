import type { Page } from '@playwright/test'
import { readLog } from '../e2e/support/cleanup-log'

const LOOK_EVERY_MS = 150

export function say(text: string): void {
  process.stdout.write(`${text}\n`)
}

/** Prints the lines of these tasks as the log region of the window shows them, until the returned function is called. */
export function printLog(page: Page, names: readonly string[]): () => Promise<void> {
  let last = 0
  let over = false
  async function look(): Promise<void> {
    const entries = (await readLog(page)).filter((entry) => entry.seq > last)
    last = entries.at(-1)?.seq ?? last
    for (const entry of entries) if (names.includes(entry.name)) say(`  ${entry.name.padEnd(20)}  ${entry.text}`)
  }
  async function keepLooking(): Promise<void> {
    while (!over) {
      await look()
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS))
    }
    await look()
  }
  const looking = keepLooking()
  return () => {
    over = true
    return looking
  }
}
