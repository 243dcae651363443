import { join } from 'node:path'
import type { Worker } from 'node:worker_threads'
import { wallMs } from '../clock/clock'
import { within } from '../clock/patience'
import type { Warn } from '../events/warn'
import { inBackground } from '../in-background'
import { DiskJournal, FolderTaken } from '../journal/disk-journal'
import type { Journal, Retention, RunRow } from '../journal/journal'
import { bootId } from '../processes/boot-id'
import type { ProcessTable } from '../processes/process-table'
import { specError } from '../spec-error'
import { sweepFolders } from './sweep-folders'
import { removeOutput } from './work-folders'

/** A disk that hangs must not keep the app from starting. */
const OPEN_WITHIN_MS = 3_000
const TIDY_FIRST_MS = 10_000
const TIDY_EVERY_MS = 3_600_000

export interface KeepJournalParts {
  readonly dataDir: string
  readonly instance: string
  readonly table: ProcessTable
  readonly retention: Retention
  readonly warn: Warn
  readonly thread?: Worker | undefined
}

export interface KeptJournal {
  readonly journal: Journal
  /** What earlier engines left open. */
  readonly open: readonly RunRow[]
  /** From now on this much is kept. Resolves when the rest has been removed. */
  retain(retention: Retention): Promise<void>
  close(): Promise<void>
  /** It did not close in time: it is not waited for, also not by the end of the process. */
  leave(): void
}

/** Opens the journal, and keeps it small. Rejects with `SpecError` when another living engine works in the folder. */
export async function keepJournal(parts: KeepJournalParts): Promise<KeptJournal> {
  const { dataDir, instance, table, retention, warn, thread } = parts
  const startTime = table.startTimeOf(process.pid) ?? ''
  const journal = new DiskJournal({
    path: join(dataDir, 'journal.db'),
    instance: { id: instance, pid: process.pid, startTime, bootId: bootId() },
    warn,
    thread,
  })
  const opened = await within(OPEN_WITHIN_MS, openedOrTaken(journal, dataDir))
  if (opened === undefined) warn('The journal did not open in time. What earlier starts left open is not known.')
  for (const problem of opened?.problems ?? []) warn(problem)

  let kept = retention
  const tidy = async (): Promise<void> => {
    const tidied = await journal.tidy(kept)
    if (!tidied) return
    for (const dropped of tidied.dropped) removeOutput(dataDir, dropped.instance, dropped.id)
    await sweepFolders({ dataDir, own: instance, table, journal, before: wallMs() - kept.maxAgeMs }, tidied)
  }
  const tidySoon = (): void => inBackground(tidy(), 'removing what is too old')
  const first = setTimeout(tidySoon, TIDY_FIRST_MS).unref()
  const again = setInterval(tidySoon, TIDY_EVERY_MS).unref()
  return {
    journal,
    open: opened?.open ?? [],
    retain: (changed) => {
      kept = changed
      return tidy()
    },
    close: () => {
      clearTimeout(first)
      clearInterval(again)
      return journal.close()
    },
    leave: () => journal.leave(),
  }
}

async function openedOrTaken(journal: DiskJournal, dataDir: string): ReturnType<DiskJournal['open']> {
  try {
    return await journal.open()
  } catch (error) {
    if (!(error instanceof FolderTaken)) throw error
    const got = `${JSON.stringify(dataDir)}, in which another Quiesce (process ${error.message}) works`
    throw specError('dataDir', got, 'a folder that no other living Quiesce uses')
  }
}
