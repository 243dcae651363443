import type { RecoveredRun } from '@contract/recovered'
import type { StepVerdict } from '@contract/receipt'
import { allOf, type Statement } from '@contract/statement'
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
  readonly evidence: Statement
  readonly living: readonly ProcessEntry[]
  /** What a receipt may say of its leader and of its family. Not seen is not gone. */
  readonly gone: { readonly leader: StepVerdict; readonly family: StepVerdict }
  /** It lives, and is not to be taken over: why. */
  readonly hold?: Statement
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
      ...gone(row, { code: 'machine-started-again' }),
      gone: { leader: 'yes', family: 'yes' },
    }
  if (row.kind !== 'process') return lookAtWorkload(row, scan, ground.table)
  const named = row.pid === undefined ? undefined : scan.entries.get(row.pid)
  if (!named || named.startTime !== row.startTime) return withoutLeader(row, scan, ground, deeds, named)
  return withLeader(row, scan, named, ground)
}

/** A process with the number and the start time of its leader is there. Within one tick of the clock it may be another. */
function withLeader(row: RunRow, scan: ProcessScan, leader: ProcessEntry, ground: LookBackGround): LookedBack {
  const { pid } = leader
  const traces = ground.table.environmentOf?.(pid) ?? 'unreadable'
  const by =
    leader.mark === row.id
      ? 'mark'
      : ground.table.printsTo?.(pid, ground.keptOutput(row))
        ? 'output'
        : traces === 'whole'
          ? undefined
          : (`mark-${traces}` as const)
  // Whoever leads a session can join no other group: another one's number and start time are a coincidence.
  if (by === undefined || leader.groupId !== pid) {
    const evidence: Statement = { code: 'leader-may-be-another', pid }
    return { row, found: 'unknown', evidence, living: [], gone: { leader: 'unknown', family: 'unknown' } }
  }
  const others = [...scan.inGroup(pid), ...knownAs(row, scan)].filter(
    (entry) => !isQuiesce(scan.entries, entry, row.id),
  )
  const living = [...new Set([leader, ...others])]
  const evidence: Statement = { code: 'leader-is-there', pid, by }
  const alive: LookedBack = { row, found: 'alive', evidence, living, gone: { leader: 'no', family: 'no' } }
  if (!isQuiesce(scan.entries, leader, row.id)) return alive
  return { ...alive, living: others, hold: { code: 'quiesce-started-inside' } }
}

/** Who carries its mark, or holds its birthmark still: a program may empty its environment, and keep what it was given. */
function knownAs({ id, birthmark }: RunRow, scan: ProcessScan): readonly ProcessEntry[] {
  const holding = birthmark === undefined ? [] : scan.holding(birthmark)
  return [...new Set([...scan.markedWith(id), ...holding])].filter((entry) => !isQuiesce(scan.entries, entry, id))
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
    const knownBy = living.every(({ mark }) => mark === row.id) ? 'mark' : 'mark-or-file'
    const evidence: Statement = { code: 'leader-gone-others-live', count: living.length, knownBy }
    return { row, found: 'alive', evidence, living, gone: { leader: 'yes', family: 'no' } }
  }
  if (row.pid === undefined) return withoutNumber(row, scan, ground)
  if (deeds?.sent.has(row.pid)) {
    const evidence: Statement = { code: 'watchdog-signalled-family', byForce: deeds.forced.has(row.pid) }
    return { ...gone(row, evidence), found: 'ended-by-watchdog' }
  }
  if (named) return gone(row, { code: 'number-given-away', pid: row.pid })
  return gone(row, { code: 'no-number-or-mark-there' })
}

/** Quiesce died before the number of its process was written down, if there was one. */
function withoutNumber(row: RunRow, scan: ProcessScan, { table, keptOutput }: LookBackGround): LookedBack {
  const file = keptOutput(row)
  const living = [...scan.entries.values()].filter(({ pid }) => table.printsTo?.(pid, file))
  if (living.length > 0) {
    return {
      row: { ...row, kept: true },
      found: 'alive',
      evidence: { code: 'number-not-written', pids: living.map(({ pid }) => pid) },
      living,
      gone: { leader: 'unknown', family: 'no' },
    }
  }
  return { ...gone(row, { code: 'was-about-to-start' }), gone: { leader: 'unknown', family: 'unknown' } }
}

/**
 * It ended with its host. What its code had started carries its mark; where the code had taken that out, it carries the mark of the
 * Quiesce that owned it, and may be any workload's of that start.
 */
function lookAtWorkload(row: RunRow, scan: ProcessScan, table: ProcessTable): LookedBack {
  const inside = { code: 'ended-with-quiesce' } as const
  const own = knownAs(row, scan)
  const maybeOwn = (table.ownedBy?.(row.instance) ?? []).flatMap((pid) => {
    const entry = scan.entries.get(pid)
    return entry && entry.mark === undefined && !own.includes(entry) ? [entry] : []
  })
  const living = [...own, ...maybeOwn]
  if (living.length === 0) return gone(row, inside)
  const told = (starter: 'own' | 'of-that-start', entries: readonly ProcessEntry[]): Statement | undefined => {
    const processes = entries.map(({ pid }) => ({ pid, command: table.commandOf(pid) ?? '?' }))
    return entries.length === 0 ? undefined : { code: 'started-by-workload', starter, processes }
  }
  return { ...gone(row, allOf(inside, told('own', own), told('of-that-start', maybeOwn))), living }
}

/** Its leader is certainly not there. That nobody of its family is to be seen is one look, hours later perhaps. */
function gone(row: RunRow, evidence: Statement): LookedBack {
  return { row, found: 'gone', evidence, living: [], gone: { leader: 'yes', family: 'unknown' } }
}
