import type { EngineEvent } from '@contract/event'

/** Few enough that the last one is cheap to draw again with each new line. */
export const CHUNK_LINES = 20
export const CHUNKS = 15
/** Of a log that fills them all within a second nobody looks back at more than these. */
export const CHUNKS_OF_FLOOD = 4
const FLOOD_MS = 1_000

export interface LogChunkLines {
  /** The same for the chunk that takes its place later: its elements are used again. */
  readonly place: number
  readonly lines: readonly EngineEvent[]
}

/** The newest events in chunks whose limits stay where they are while the log grows. `seq` has no gap. */
export function lastChunks(events: readonly EngineEvent[]): readonly LogChunkLines[] {
  const last = events.at(-1)
  if (last === undefined) return []
  const newest = Math.floor(last.seq / CHUNK_LINES)
  const early = events.at(-CHUNKS * CHUNK_LINES)
  const flood = early !== undefined && last.at - early.at < FLOOD_MS
  const wanted = last.seq - (newest - (flood ? CHUNKS_OF_FLOOD : CHUNKS) + 1) * CHUNK_LINES + 1
  const chunks: { number: number; lines: EngineEvent[] }[] = []
  for (const event of events.slice(-wanted)) {
    const number = Math.floor(event.seq / CHUNK_LINES)
    const current = chunks.at(-1)
    if (current?.number === number) current.lines.push(event)
    else chunks.push({ number, lines: [event] })
  }
  return chunks.map(({ number, lines }) => ({ place: number % CHUNKS, lines }))
}
