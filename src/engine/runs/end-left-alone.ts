import type { Receipt, Survivor } from '@contract/receipt'
import type { ControlAnswer } from '@contract/control-answer'
import type { Statement } from '@contract/statement'
import { monotonicMs } from '../clock/clock'
import { delay } from '../clock/patience'
import type { ProcessTable } from '../processes/process-table'
import { signalFound } from '../processes/send-signal'

/** What a person ends by hand may have something to save. */
const PATIENCE_MS = 5_000
const GONE_AFTER_FORCE_MS = 1_000
const LOOK_EVERY_MS = 50

/**
 * "End it": ends one process that a receipt names as left alone, by SIGTERM and, if that was not enough, by SIGKILL. It is that very
 * process only with its number, its start time and the run's mark. Accepted means that it was seen to be gone.
 */
export async function endLeftAlone(
  receipt: Receipt | undefined,
  { pid, startTime }: Pick<Survivor, 'pid' | 'startTime'>,
  table: ProcessTable,
): Promise<ControlAnswer> {
  const named = receipt?.survivors.find((each) => each.pid === pid && each.startTime === startTime)
  if (!receipt || named?.leftAlone !== true) return refused('unknown-run', { code: 'not-left-alone', pid })
  const process = { pid, command: named.command }
  const isThere = await carriesMark(receipt, named, table)
  if (isThere === undefined) return refused('unresponsive', { code: 'process-not-seen', process })
  if (!isThere) return refused('already-ended', { code: 'process-no-longer-there', process })
  for (const [signal, patienceMs] of [
    ['SIGTERM', PATIENCE_MS],
    ['SIGKILL', GONE_AFTER_FORCE_MS],
  ] as const) {
    const sent = signalFound(table, named, signal)
    if (sent === 'denied') return refused('not-offered', { code: 'process-of-another-user', process })
    if (sent === 'spared') return refused('not-offered', { code: 'process-is-quiesce', process })
    const until = monotonicMs() + patienceMs
    while (table.isAlive(pid, startTime) && monotonicMs() < until) await delay(LOOK_EVERY_MS)
    if (!table.isAlive(pid, startTime))
      return { accepted: true, reason: { code: 'process-ended-after', process, signal } }
  }
  return refused('unresponsive', { code: 'process-survived-force', process })
}

/** A number and a start time are given away anew with each start of the machine; a mark is not. Undefined where nothing can be listed. */
async function carriesMark(
  { runId }: Receipt,
  { pid, startTime }: Survivor,
  table: ProcessTable,
): Promise<boolean | undefined> {
  try {
    const scan = await table.scan()
    return scan.markedWith(runId).some((entry) => entry.pid === pid && entry.startTime === startTime)
  } catch {
    return undefined
  }
}

function refused(code: NonNullable<ControlAnswer['code']>, reason: Statement): ControlAnswer {
  return { accepted: false, code, reason }
}
