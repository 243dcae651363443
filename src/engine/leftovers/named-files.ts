import { opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { diskAnswer } from '../files/disk-answer'
import { sortOfName } from '../processes/holdings'

/** A folder with more is read no further: it is looked through after every run. */
const MOST_ENTRIES = 4_000
const MOST_NAMES = 64

const running = new Map<string, Promise<readonly string[]>>()
const next = new Map<string, Promise<readonly string[]>>()

/**
 * The `*.pid` and `*.lock` files of a folder, as a look that begins after the call sees them; a hundred runs that end together
 * share one. Empty where the folder cannot be listed.
 */
export function namedFiles(folder: string): Promise<readonly string[]> {
  const waiting = next.get(folder)
  if (waiting) return waiting
  const list = (running.get(folder) ?? Promise.resolve([])).then(() => {
    next.delete(folder)
    const look = diskAnswer(() => namesIn(folder)).catch(() => [])
    running.set(folder, look)
    return look.finally(() => running.get(folder) === look && running.delete(folder))
  })
  next.set(folder, list)
  return list
}

async function namesIn(folder: string): Promise<readonly string[]> {
  const names: string[] = []
  let left = MOST_ENTRIES
  for await (const entry of await opendir(folder, { bufferSize: 256 })) {
    if (entry.isFile() && sortOfName(entry.name)) names.push(join(folder, entry.name))
    if (--left === 0 || names.length === MOST_NAMES) break
  }
  return names
}
