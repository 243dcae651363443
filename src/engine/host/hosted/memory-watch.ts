import { writeSync } from 'node:fs'
import { totalmem } from 'node:os'

const MEGABYTE = 1_048_576
/** The host itself, and what threads that have gone have not given back yet. */
const OWN_MEGABYTES = 256
/** Four times the heap of a thread: what lies outside every heap (buffers, native code) has no limit of its own in Node. */
const RUN_MEGABYTES = 1_024
/** However many runs there are, the rest of the machine goes on. */
const SHARE_OF_MACHINE = 0.75
/** A thread fills a gigabyte in some tenths of a second. */
const LOOK_EVERY_MS = 100
/** What a run held is not free in the moment of its end, and an idle thread keeps its garbage for ten seconds. */
const LINGERS_MS = 15_000
/** The sentence is read before the end is. */
const LAST_WORDS_MS = 50

export interface WatchedMemory {
  readonly runs: () => number
  readonly leave: () => void
}

/**
 * Ends the host when it holds more than its runs may hold together. Which thread holds it cannot be told: a thread that never
 * yields answers nobody. Watches until the process ends.
 */
export function watchMemory({ runs, leave }: WatchedMemory): void {
  let limit = 0
  let limitHoldsUntil = 0
  const timer = setInterval(() => {
    const now = performance.now()
    const wanted = limitFor(runs())
    if (wanted >= limit || now > limitHoldsUntil) {
      limit = wanted
      limitHoldsUntil = now + LINGERS_MS
    }
    const held = process.memoryUsage.rss() / MEGABYTE
    if (runs() === 0 || held <= limit) return
    clearInterval(timer)
    say(`FATAL ERROR: its workloads held ${Math.round(held)} MB of memory, expected at most ${Math.round(limit)} MB`)
    setTimeout(leave, LAST_WORDS_MS)
  }, LOOK_EVERY_MS)
  timer.unref()
}

/** In megabytes, for so many runs on one host. */
export function limitFor(runs: number): number {
  return Math.min(OWN_MEGABYTES + runs * RUN_MEGABYTES, (totalmem() / MEGABYTE) * SHARE_OF_MACHINE)
}

function say(line: string): void {
  try {
    writeSync(2, `${line}\n`)
  } catch {
    // Nobody reads it.
  }
}
