import type { GoingOn } from '@contract/follow'
import { programOf } from '@vocabulary/command-line'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { RunBody } from '../kinds/task-kind'
import type { LiveProcess } from '../processes/live-process'
import type { ProcessTable } from '../processes/process-table'

/** More processor time than the start of an interpreter takes: whoever used it has done something of its own. */
const WORKED_MS = 100
/** A server that is still starting is given this long to listen or to work; one that rests meanwhile is not waited for. */
const STARTING_AT_MOST_MS = 2_000
const LOOK_EVERY_MS = 30
const NAMED = 5

/**
 * Whether those whom a leader left behind are at work: one listens, or has worked. Helpers that were forgotten do neither.
 * Looks again while one of them is still busy starting, and gives up early once `over` says that it no longer matters.
 */
export async function isAtWork(
  body: RunBody,
  living: readonly LiveProcess[],
  table: ProcessTable,
  over: () => boolean,
): Promise<boolean> {
  const until = monotonicMs() + STARTING_AT_MOST_MS
  let now = living
  for (;;) {
    if (now.length === 0 || over()) return false
    if (listens(now, table) || now.some((each) => workedMs(each, table) >= WORKED_MS)) return true
    const before = new Map(now.map(({ pid }) => [pid, table.runTimeOf?.(pid)]))
    await delay(LOOK_EVERY_MS)
    now = (await body.family?.())?.living ?? []
    const rests = now.every(({ pid }) => before.has(pid) && before.get(pid) === table.runTimeOf?.(pid))
    if (rests || monotonicMs() > until) return now.length > 0 && !over() && listens(now, table)
  }
}

function listens(living: readonly LiveProcess[], table: ProcessTable): boolean {
  return (table.listeningPortsOf(living.map(({ pid }) => pid)) ?? []).length > 0
}

function workedMs({ pid, startTime }: LiveProcess, table: ProcessTable): number {
  return table.usageOf?.(pid, startTime)?.cpuMs ?? 0
}

/** Those who go on, as a person should see them: who listens first, then the oldest. */
export function goingOn(living: readonly LiveProcess[], table: ProcessTable): readonly GoingOn[] {
  const open = table.listeningPortsOf(living.map(({ pid }) => pid)) ?? []
  const all = [...living].sort(byAge).map(({ pid, command }): GoingOn => {
    const ports = open.filter((each) => each.pid === pid).map(({ port }) => port)
    return { pid, name: nameOf(command), command, ports: [...new Set(ports)].sort((a, b) => a - b) }
  })
  return [...all.filter(({ ports }) => ports.length > 0), ...all.filter(({ ports }) => ports.length === 0)].slice(
    0,
    NAMED,
  )
}

/** Ticks since boot where they are numbers; where a date stands, by number of the process. */
function byAge(a: LiveProcess, b: LiveProcess): number {
  const older = Number(a.startTime) - Number(b.startTime)
  return Number.isNaN(older) || older === 0 ? a.pid - b.pid : older
}

/** `nginx 812 goes on and listens on 8080`. */
export function spokenGoingOn(goesOn: readonly GoingOn[], count: number): string {
  const [first] = goesOn
  if (!first) return 'nobody goes on'
  const others = count - 1
  const more = others === 0 ? '' : others === 1 ? ' and one more process' : ` and ${others} more processes`
  const ports = [...new Set(goesOn.flatMap((each) => each.ports))].sort((a, b) => a - b)
  const where = ports.length === 0 ? '' : ` and ${others === 0 ? 'listens' : 'listen'} on ${ports.join(', ')}`
  return `${first.name} ${first.pid}${more} ${others === 0 ? 'goes' : 'go'} on${where}`
}

/** Programs that write a title over their arguments end the name with a colon: `nginx: master process`. */
function nameOf(command: string): string {
  return programOf(command).replace(/:$/, '')
}
