/** One step of the schema. `PRAGMA user_version` holds the number of the last one that was taken. */
export interface Migration {
  readonly version: number
  readonly sql: string
  /** Nothing goes that anybody reads: no copy of the file as it was is made. It could take as much of the disk again. */
  readonly keepsAll?: true
}

/** Never edit one that was released: add the next. */
export const MIGRATIONS: readonly Migration[] = [
  {
    version: 1,
    sql: `
CREATE TABLE instances (
  id TEXT PRIMARY KEY, pid INTEGER NOT NULL, start_time TEXT NOT NULL, boot_id TEXT NOT NULL,
  opened_at INTEGER NOT NULL, closed_at INTEGER
);
CREATE TABLE runs (
  id TEXT PRIMARY KEY, task_id TEXT NOT NULL, created_at INTEGER NOT NULL, ended INTEGER NOT NULL,
  instance TEXT NOT NULL, output_bytes INTEGER NOT NULL, body TEXT NOT NULL, checksum TEXT NOT NULL
);
CREATE INDEX runs_of_task ON runs (task_id, created_at);
CREATE INDEX open_runs ON runs (ended) WHERE ended = 0;
CREATE INDEX runs_by_age ON runs (created_at);
CREATE TABLE receipts (
  run_id TEXT PRIMARY KEY REFERENCES runs (id) ON DELETE CASCADE, body TEXT NOT NULL, checksum TEXT NOT NULL
);
CREATE TABLE events (
  id INTEGER PRIMARY KEY, instance TEXT NOT NULL, seq INTEGER NOT NULL, at INTEGER NOT NULL, run_id TEXT NOT NULL,
  task_id TEXT, name TEXT, kind TEXT, type TEXT NOT NULL, text TEXT NOT NULL
);
CREATE INDEX events_of_run ON events (run_id);
CREATE INDEX events_by_age ON events (at);
CREATE TABLE samples (
  run_id TEXT NOT NULL, at INTEGER NOT NULL, cpu_percent REAL NOT NULL, memory_bytes INTEGER NOT NULL,
  processes INTEGER NOT NULL, PRIMARY KEY (run_id, at)
) WITHOUT ROWID;
`,
  },
  // Nobody ever read them, and they could take all the room that is meant for runs. Its pages are given back when it is tidied.
  { version: 2, sql: 'DROP TABLE IF EXISTS samples;', keepsAll: true },
]
