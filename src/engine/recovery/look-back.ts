import type { RecoveredRun } from '@contract/recovered'
import type { StepVerdict } from '@contract/receipt'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { RunRow } from '../journal/journal'
import { bootId } from '../processes/boot-id'
import { isQuiesce } from '../processes/own-processes'
import type { ProcessEntry, ProcessScan, ProcessTable } from '../processes/process-table'
import { readWatchdogLog, type WatchdogDeeds } from '../watchdog/read-watchdog-log'

/** A watchdog notices within milliseconds that Quiesce has died; a machine under load may need longer. */
const WATCHDOG_NOTICES_MS = 1_000
const LOOK_EVERY_MS = 20

/** What an earlier engine left open, and what became of it. */
export interface LookedBack {
  readonly row: RunRow
  readonly found: RecoveredRun['found']
  readonly sentence: string
  readonly living: readonly ProcessEntry[]
  /** What a receipt may say of its leader and of its family. Not seen is not gone. */
  readonly gone: { readonly leader: StepVerdict; readonly family: StepVerdict }
  /** It lives, and is not to be taken over: why. */
  readonly hold?: string
}

export interface LookBackGround {
  readonly table: ProcessTable
  readonly dataDir: string
  /** Where a run that may stay prints to. */
  readonly keptOutput: (row: RunRow) => string
}

/** Finds out what became of each run, by what can be seen now: a number alone names nobody. */
export async function lookBack(rows: readonly RunRow[], ground: LookBackGround): Promise<readonly LookedBack[]> {
  if (rows.length === 0) return []
  const from = monotonicMs()
  for (;;) {
    const scan = await ground.table.scan()
    const deeds = deedsOf(rows, ground.dataDir)
    const looked = rows.map((row) => lookAt(row, scan, deeds.get(row.instance), ground))
    const working = looked.flatMap(({ row, living }) => {
      const own = deeds.get(row.instance)
      return living.length === 0 || row.kept || own?.done ? [] : [WATCHDOG_NOTICES_MS + (own?.asksForMs ?? 0)]
    })
    if (monotonicMs() - from > Math.max(0, ...working) || working.length === 0) return looked
    await delay(LOOK_EVERY_MS)
  }
}

function deedsOf(rows: readonly RunRow[], dataDir: string): ReadonlyMap<string, WatchdogDeeds> {
  const instances = new Set(rows.map(({ instance }) => instance))
  return new Map([...instances].map((instance) => [instance, readWatchdogLog(dataDir, instance)]))
}

function lookAt(row: RunRow, scan: ProcessScan, deeds: WatchdogDeeds | undefined, ground: LookBackGround): LookedBack {
  if (row.bootId !== undefined && row.bootId !== bootId())
    return {
      ...gone(row, 'The machine was started again since: nothing of it can be left.'),
      gone: { leader: 'yes', family: 'yes' },
    }
  if (row.kind !== 'process') return lookAtWorkload(row, scan, ground.table)
  const named = row.pid === undefined ? undefined : scan.entries.get(row.pid)
  if (!named || named.startTime !== row.startTime) return withoutLeader(row, scan, ground, deeds, named)
  return withLeader(row, scan, named, ground)
}

/** A process with the number and the start time of its leader is there. Within one tick of the clock it may be another. */
function withLeader(row: RunRow, scan: ProcessScan, leader: ProcessEntry, ground: LookBackGround): LookedBack {
  const name = `Process ${leader.pid} has its number`
  const traces = ground.table.environmentOf?.(leader.pid) ?? 'unreadable'
  const shown =
    leader.mark === row.id
      ? `${name}, its start time and its mark.`
      : ground.table.printsTo?.(leader.pid, ground.keptOutput(row))
        ? `${name} and its start time, and prints to its file.`
        : traces === 'whole'
          ? undefined
          : `${name} and its start time. Its mark is not to be seen: ${NO_MARK[traces]}.`
  // Whoever leads a session can join no other group: another one's number and start time are a coincidence.
  if (shown === undefined || leader.groupId !== leader.pid) {
    const sentence = `${name} and start time, but not its mark: it may be another, and is not touched.`
    return { row, found: 'unknown', sentence, living: [], gone: { leader: 'unknown', family: 'unknown' } }
  }
  const others = [...scan.inGroup(leader.pid), ...knownAs(row, scan)].filter(
    (entry) => !isQuiesce(scan.entries, entry, row.id),
  )
  const living = [...new Set([leader, ...others])]
  const alive: LookedBack = { row, found: 'alive', sentence: shown, living, gone: { leader: 'no', family: 'no' } }
  if (!isQuiesce(scan.entries, leader, row.id)) return alive
  return { ...alive, living: others, hold: 'This Quiesce was started inside it: it is not taken over from within.' }
}

/** Who carries its mark, or holds its birthmark still: a program may empty its environment, and keep what it was given. */
function knownAs({ id, birthmark }: RunRow, scan: ProcessScan): readonly ProcessEntry[] {
  const holding = birthmark === undefined ? [] : scan.holding(birthmark)
  return [...new Set([...scan.markedWith(id), ...holding])].filter((entry) => !isQuiesce(scan.entries, entry, id))
}

const NO_MARK = {
  overwritten: 'the program has written over its environment, as some do to show a title',
  unreadable: 'its environment cannot be read',
}

function withoutLeader(
  row: RunRow,
  scan: ProcessScan,
  ground: LookBackGround,
  deeds: WatchdogDeeds | undefined,
  named: ProcessEntry | undefined,
): LookedBack {
  const living = knownAs(row, scan)
  if (living.length > 0) {
    const who = living.length === 1 ? 'one process' : `${living.length} processes`
    const how = living.every(({ mark }) => mark === row.id)
      ? 'with its mark'
      : 'with its mark, or with a file that only it was given,'
    const sentence = `Its leader is not there any more; ${who} ${how} still ${living.length === 1 ? 'is' : 'are'}.`
    return { row, found: 'alive', sentence, living, gone: { leader: 'yes', family: 'no' } }
  }
  if (row.pid === undefined) return withoutNumber(row, scan, ground)
  if (deeds?.sent.has(row.pid)) {
    const how = deeds.forced.has(row.pid) ? 'SIGKILL' : 'a signal'
    const sentence = `The watchdog sent ${how} to its family when Quiesce had died; no process of it is there any more.`
    return { ...gone(row, sentence), found: 'ended-by-watchdog' }
  }
  if (named) return gone(row, `Its number ${row.pid} belongs to another process now, which is not touched.`)
  return gone(row, 'No process with its number or its mark is there any more.')
}

/** Quiesce died before the number of its process was written down, if there was one. */
function withoutNumber(row: RunRow, scan: ProcessScan, { table, keptOutput }: LookBackGround): LookedBack {
  const file = keptOutput(row)
  const living = [...scan.entries.values()].filter(({ pid }) => table.printsTo?.(pid, file))
  if (living.length > 0) {
    const sentence = `Its number was not written down; process ${living.map(({ pid }) => pid).join(', ')} prints to its file.`
    return {
      row: { ...row, kept: true },
      found: 'alive',
      sentence,
      living,
      gone: { leader: 'unknown', family: 'no' },
    }
  }
  const sentence = 'It was about to start; no process with its mark is there.'
  return { ...gone(row, sentence), gone: { leader: 'unknown', family: 'unknown' } }
}

/**
 * It ended with its host. What its code had started carries its mark; where the code had taken that out, it carries the mark of the
 * Quiesce that owned it, and may be any workload's of that start.
 */
function lookAtWorkload(row: RunRow, scan: ProcessScan, table: ProcessTable): LookedBack {
  const inside = 'It ran inside Quiesce, and ended with it.'
  const own = knownAs(row, scan)
  const maybeOwn = (table.ownedBy?.(row.instance) ?? []).flatMap((pid) => {
    const entry = scan.entries.get(pid)
    return entry && entry.mark === undefined && !own.includes(entry) ? [entry] : []
  })
  const living = [...own, ...maybeOwn]
  if (living.length === 0) return gone(row, inside)
  const told = (starter: string, entries: readonly ProcessEntry[]): string => {
    const who = entries.map(({ pid }) => `${table.commandOf(pid) ?? '?'} (process ${pid})`).join(', ')
    return entries.length === 0 ? '' : ` What ${starter} had started is still running: ${who}.`
  }
  const sentence = `${inside}${told('it', own)}${told('a workload of that start', maybeOwn)}`
  return { ...gone(row, sentence), living }
}

/** Its leader is certainly not there. That nobody of its family is to be seen is one look, hours later perhaps. */
function gone(row: RunRow, sentence: string): LookedBack {
  return { row, found: 'gone', sentence, living: [], gone: { leader: 'yes', family: 'unknown' } }
}
