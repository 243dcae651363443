import type { RunId, TaskId } from '@contract/ids'
import { wallMs } from '../clock/clock'
import { transaction } from './connection'
import { dropOld } from './drop-old'
import { knownInstances, takeFolder } from './instances'
import type { Instance, Retention, RunRow, StoredRun, Tidied } from './journal'
import { noteEvents } from './note-events'
import { openDatabase, openFresh, type Database } from './open-database'
import { putRun, type WrittenRun } from './put-run'
import { RUN_COLUMNS, storedRun } from './stored-rows'
import type { OpenAnswer } from './worker-protocol'

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

  put(runs: readonly WrittenRun[]): void {
    const { full, normal } = this.#database()
    const connection = runs.some(({ receipt }) => receipt !== undefined) ? full : normal
    transaction(connection, () => {
      for (const run of runs) putRun(connection, run)
    })
  }

  note(events: string): void {
    const { normal } = this.#database()
    transaction(normal, () => noteEvents(normal, this.#instance.id, events))
  }

  history(taskId: TaskId, limit: number, except: RunId | ''): readonly StoredRun[] {
    const sql = `${RUNS} WHERE runs.task_id = ? AND runs.id <> ? ORDER BY runs.created_at DESC, runs.rowid DESC LIMIT ?`
    return this.#database()
      .normal.prepare(sql)
      .all(taskId, except, limit)
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
