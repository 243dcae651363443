import type { Connection } from './connection'
import type { BulkRow } from './journal'

// A list of rows goes through as one text and is taken apart by SQLite itself: a hundred calls with nine values each cost
// the thread more than the writing.
const NOTE_EVENTS = `INSERT INTO events (instance, seq, at, run_id, task_id, name, kind, type, text)
  SELECT ?, value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4, value ->> 5, value ->> 6, value ->> 7
  FROM json_each(?)`
const NOTE_SAMPLES = `INSERT OR REPLACE INTO samples (run_id, at, cpu_percent, memory_bytes, processes)
  SELECT value ->> 0, value ->> 1, value ->> 2, value ->> 3, value ->> 4 FROM json_each(?)`

/** Events and samples, each a JSON list of lists in the order of the columns. */
export interface WrittenRows {
  readonly events: string
  readonly samples: string
}

export function writtenRows(rows: readonly BulkRow[]): WrittenRows {
  const events: unknown[] = []
  const samples: unknown[] = []
  for (const row of rows) {
    if (row.type === 'sample') {
      const { runId, at, cpuPercent, memoryBytes, processes } = row.sample
      samples.push([runId, at, cpuPercent, memoryBytes, processes])
    } else {
      const { seq, at, runId, taskId = null, name = null, kind = null, type, text } = row.event
      events.push([seq, at, runId, taskId, name, kind, type, text])
    }
  }
  return { events: JSON.stringify(events), samples: JSON.stringify(samples) }
}

/** Within a transaction of the caller's. */
export function noteRows(connection: Connection, instance: string, { events, samples }: WrittenRows): void {
  connection.prepare(NOTE_EVENTS).run(instance, events)
  connection.prepare(NOTE_SAMPLES).run(samples)
}
