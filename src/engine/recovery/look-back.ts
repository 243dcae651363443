import type { RecoveredRun } from '@contract/recovered'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { RunRow } from '../journal/journal'
import { bootId } from '../processes/boot-id'
import type { ProcessEntry, ProcessScan, ProcessTable } from '../processes/process-table'
import { readWatchdogLog, type WatchdogDeeds } from '../watchdog/read-watchdog-log'

/** A watchdog that is still at work ends its families within milliseconds; a machine under load may need longer. */
const WATCHDOG_WORKS_MS = 1_000
const LOOK_EVERY_MS = 20

/** What an earlier engine left open, and what became of it. */
export interface LookedBack {
  readonly row: RunRow
  readonly found: RecoveredRun['found']
  readonly sentence: string
  readonly living: readonly ProcessEntry[]
}

/** Finds out what became of each run, by what can be seen now: a number alone names nobody. */
export async function lookBack(
  rows: readonly RunRow[],
  table: ProcessTable,
  dataDir: string,
): Promise<readonly LookedBack[]> {
  if (rows.length === 0) return []
  const until = monotonicMs() + WATCHDOG_WORKS_MS
  for (;;) {
    const scan = await table.scan()
    const deeds = deedsOf(rows, dataDir)
    const looked = rows.map((row) => lookAt(row, scan, deeds.get(row.instance)))
    const waits = looked.some(({ row, found }) => found === 'alive' && !row.kept && !deeds.get(row.instance)?.done)
    if (!waits || monotonicMs() > until) return looked
    await delay(LOOK_EVERY_MS)
  }
}

function deedsOf(rows: readonly RunRow[], dataDir: string): ReadonlyMap<string, WatchdogDeeds> {
  const instances = new Set(rows.map(({ instance }) => instance))
  return new Map([...instances].map((instance) => [instance, readWatchdogLog(dataDir, instance)]))
}

function lookAt(row: RunRow, scan: ProcessScan, deeds: WatchdogDeeds | undefined): LookedBack {
  const gone = (sentence: string): LookedBack => ({ row, found: 'gone', sentence, living: [] })
  if (row.kind !== 'process') return gone('It ran inside Quiesce, and ended with it.')
  if (row.bootId !== undefined && row.bootId !== bootId())
    return gone('The machine was started again since: nothing of it can be left.')
  const living = scan.markedWith(row.id)
  const named = row.pid === undefined ? undefined : scan.entries.get(row.pid)
  if (living.length > 0) {
    const leader = living.find(({ pid, startTime }) => pid === row.pid && startTime === row.startTime)
    const sentence = leader
      ? `Process ${leader.pid} has its number, its start time and its mark.`
      : `Its leader is not there any more; ${living.length === 1 ? 'one process' : `${living.length} processes`} with its mark still are.`
    return { row, found: 'alive', sentence, living }
  }
  if (row.pid === undefined) return gone('It was about to start; no process with its mark is there.')
  if (deeds?.sent.has(row.pid)) {
    const sentence = `The watchdog sent SIGKILL to its family when Quiesce had died; no process of it is there any more.`
    return { row, found: 'ended-by-watchdog', sentence, living: [] }
  }
  if (named && named.startTime !== row.startTime)
    return gone(`Its number ${row.pid} belongs to another process now, which is not touched.`)
  if (named) return gone(`Process ${row.pid} has its number and start time, but not its mark: it is not touched.`)
  return gone('No process with its number or its mark is there any more.')
}
