import type { Statement } from '@contract/statement'
import type { Hole, OutputLog } from '../output/output-log'
import type { RunPort } from './run-port'
import type { RunSurroundings } from './run-surroundings'

/** A disk that comes and goes does not fill the log: the receipt has the sum. */
const HOLES_TOLD = 20

/** Says it when output cannot be kept, and when the disk takes it again. The journal then knows which bytes are kept. */
export function tellHoles(run: RunPort, { events, account }: Pick<RunSurroundings, 'events' | 'account'>): void {
  let ended = 0
  run.output.log.onHole((hole, over) => {
    if (over) ended += 1
    if (ended > HOLES_TOLD) return
    events.add(run, 'warning', `main: ${over ? spokenHole(hole) : spokenBeginning(hole)}`)
    account.outputSettled(run)
  })
}

function spokenBeginning({ fromByte, why }: Hole): string {
  return `output from byte ${counted(fromByte)} on is not kept, until the disk takes it again: ${why}`
}

function spokenHole({ fromByte, bytes, why }: Hole): string {
  return `the disk takes its output again; ${counted(bytes)} bytes from byte ${counted(fromByte)} on are not kept: ${why}`
}

/** What a receipt says of output that nobody can look at. */
export function missingOutput({ lostBytes, lostWhy }: OutputLog, isLate: boolean): readonly Statement[] {
  return [
    ...(lostBytes > 0 ? [{ code: 'output-not-kept', bytes: lostBytes, problem: lostWhy } as const] : []),
    ...(isLate ? [{ code: 'output-late-on-disk' } as const] : []),
  ]
}

function counted(count: number): string {
  return count.toLocaleString('en-GB')
}
