import type { EngineEvent } from '@contract/event'

/** What the page holds of the log; the rest is in the file that an export writes. */
export const EVENTS_HELD = 20_000
/** A program that prints long lines must not make the newest events fill the page's memory. */
const CHARACTERS_HELD = 32 * 1024 * 1024

/** Joins two lists that are each ordered by `seq`, once per `seq`, keeping the newest. Returns `held` when nothing is new. */
export function mergeEvents(held: readonly EngineEvent[], incoming: readonly EngineEvent[]): readonly EngineEvent[] {
  const first = incoming[0]
  if (first === undefined) return held
  const last = held.at(-1)
  if (last === undefined || first.seq > last.seq) return trimmed([...held, ...incoming])
  const bySeq = new Map(held.map((event) => [event.seq, event]))
  const before = bySeq.size
  for (const event of incoming) bySeq.set(event.seq, event)
  if (bySeq.size === before) return held
  return trimmed([...bySeq.values()].sort((a, b) => a.seq - b.seq))
}

/** True when events between what is held and what came are missing: the page must ask for a snapshot. */
export function hasGap(held: readonly EngineEvent[], incoming: readonly EngineEvent[]): boolean {
  const last = held.at(-1)
  const first = incoming[0]
  return last !== undefined && first !== undefined && first.seq > last.seq + 1
}

function trimmed(events: readonly EngineEvent[]): readonly EngineEvent[] {
  let characters = 0
  let first = events.length
  while (first > 0 && events.length - first < EVENTS_HELD) {
    characters += events[first - 1]?.text.length ?? 0
    if (characters > CHARACTERS_HELD) break
    first -= 1
  }
  return first > 0 ? events.slice(first) : events
}
