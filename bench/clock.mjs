import { setTimeout as delay } from 'node:timers/promises'

/** CLOCK_MONOTONIC in milliseconds: the same clock in every process of the machine. */
export function now() {
  return Number(process.hrtime.bigint()) / 1e6
}

/** Looks until `look` answers with something, and answers with that; `undefined` when `atMostMs` ran out. */
export async function until(look, { atMostMs = 10_000, everyMs = 2 } = {}) {
  const giveUpAt = now() + atMostMs
  for (;;) {
    const seen = await look()
    if (seen) return seen
    if (now() > giveUpAt) return undefined
    await delay(everyMs)
  }
}

export { delay }
