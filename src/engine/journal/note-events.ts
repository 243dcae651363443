import type { EngineEvent } from '@contract/event'
import type { Connection } from './connection'

// A list goes through as one text and is taken apart by SQLite itself: a hundred calls with nine values each cost the thread
// more than the writing.
const NOTE_EVENTS = `INSERT INTO events (instance, seq, at, run_id, task_id, name, kind, type, text)
  SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
  FROM json_each(?)`

/** As a JSON list of lists in the order of the columns, for `noteEvents`. */
export function writtenEvents(events: readonly EngineEvent[]): string {
  const rows = events.map(({ seq, at, runId, taskId = null, name = null, kind = null, type, text }) => [
    seq,
    at,
    runId,
    taskId,
    name,
    kind,
    type,
    text,
  ])
  return JSON.stringify(rows)
}

/** `events` is of `writtenEvents`. Within a transaction of the caller's. */
export function noteEvents(connection: Connection, instance: string, events: string): void {
  connection.prepare(NOTE_EVENTS).run(instance, events)
}
