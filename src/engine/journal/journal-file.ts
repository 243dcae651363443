import type { RunId, TaskId } from '@contract/ids'
import { wallMs } from '../clock/clock'
import { transaction } from './connection'
import { dropOld } from './drop-old'
import { knownInstances, takeFolder } from './instances'
import type { BulkRow, Instance, Retention, RunRow, StoredRun, Tidied } from './journal'
import { openDatabase, openFresh, type Database } from './open-database'
import { putRun } from './put-run'
import { RUN_COLUMNS, storedRun } from './stored-rows'
import type { OpenAnswer, Put } from './worker-protocol'

const NOTE_EVENT = `INSERT INTO events (instance, seq, at, run_id, task_id, name, kind, type, text)
  VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`
const NOTE_SAMPLE = `INSERT OR REPLACE INTO samples (run_id, at, cpu_percent, memory_bytes, processes)
  VALUES (?, ?, ?, ?, ?)`
const RUNS = `SELECT ${RUN_COLUMNS} FROM runs LEFT JOIN receipts ON receipts.run_id = runs.id`

/** The journal's file, as its thread sees it: everything here blocks until the disk has answered, and throws what it says. */
export class JournalFile {
  readonly #path: string
  readonly #instance: Instance
  #open: Database | undefined

  constructor(path: string, instance: Instance) {
    this.#path = path
    this.#instance = instance
  }

  /** Opens the file and takes it: there is one engine for one folder. Answers with what earlier ones left open. */
  open(): OpenAnswer {
    const database = openDatabase(this.#path)
    let other: Instance | undefined
    try {
      other = transaction(database.full, () => takeFolder(database.full, this.#instance))
    } catch (error) {
      closeBoth(database)
      throw error
    }
    if (other) {
      closeBoth(database)
      return { how: 'taken', by: other }
    }
    this.#open = database
    const { rows, unreadable } = this.#openRuns()
    const problems = [...database.problems]
    if (unreadable > 0) problems.push(`${unreadable} entries of the journal have changed on disk and are left out.`)
    return { how: 'opened', existed: database.existed, open: rows, problems }
  }

  put(puts: readonly Put[]): void {
    const { full, normal } = this.#database()
    const connection = puts.some((put) => put.receipt !== undefined) ? full : normal
    transaction(connection, () => {
      for (const { row, receipt } of puts) putRun(connection, row, receipt)
    })
  }

  note(rows: readonly BulkRow[]): void {
    const { normal } = this.#database()
    transaction(normal, () => {
      const events = normal.prepare(NOTE_EVENT)
      const samples = normal.prepare(NOTE_SAMPLE)
      for (const row of rows) {
        if (row.type === 'sample') {
          const { runId, at, cpuPercent, memoryBytes, processes } = row.sample
          samples.run(runId, at, cpuPercent, memoryBytes, processes)
        } else {
          const { seq, at, runId, taskId = null, name = null, kind = null, type, text } = row.event
          events.run(this.#instance.id, seq, at, runId, taskId, name, kind, type, text)
        }
      }
    })
  }

  history(taskId: TaskId, limit: number): readonly StoredRun[] {
    const sql = `${RUNS} WHERE runs.task_id = ? ORDER BY runs.created_at DESC, runs.rowid DESC LIMIT ?`
    return this.#database()
      .normal.prepare(sql)
      .all(taskId, limit)
      .flatMap((value) => storedRun(value) ?? [])
  }

  run(id: RunId): StoredRun | undefined {
    return storedRun(this.#database().normal.prepare(`${RUNS} WHERE runs.id = ?`).get(id))
  }

  tidy(retention: Retention): Tidied {
    const { normal } = this.#database()
    const dropped = dropOld(normal, retention, wallMs())
    return { dropped, instances: knownInstances(normal) }
  }

  replace(why: string): readonly string[] {
    const old = this.#database()
    closeBoth(old)
    this.#open = undefined
    this.#open = openFresh(this.#path, why)
    const { full, problems } = this.#open
    transaction(full, () => takeFolder(full, this.#instance))
    return problems
  }

  close(): void {
    const database = this.#open
    if (!database) return
    this.#open = undefined
    try {
      database.full.prepare('UPDATE instances SET closed_at = ? WHERE id = ?').run(wallMs(), this.#instance.id)
    } finally {
      closeBoth(database)
    }
  }

  #openRuns(): { readonly rows: readonly RunRow[]; readonly unreadable: number } {
    const values = this.#database().full.prepare(`${RUNS} WHERE runs.ended = 0`).all()
    const rows = values.flatMap((value) => storedRun(value)?.row ?? [])
    return { rows, unreadable: values.length - rows.length }
  }

  #database(): Database {
    this.#open ??= this.#opened()
    return this.#open
  }

  #opened(): Database {
    const answer = this.open()
    if (answer.how === 'taken') throw new Error(`another Quiesce (process ${answer.by.pid}) works in this folder`)
    if (!this.#open) throw new Error('the journal is closed')
    return this.#open
  }
}

function closeBoth({ full, normal }: Database): void {
  normal.close()
  full.close()
}
