import { END_WAITS_FOR_DISK_MS, within } from '../clock/patience'
import { inBackground } from '../in-background'
import type { RunPort } from './run-port'
import type { RunSurroundings } from './run-surroundings'

/**
 * Resolves with true when all that was printed is on disk, or was refused. A disk that hangs must not hold up the end of a
 * run: after a while the answer is false, and it is told, then and when the disk has it.
 */
export async function closeOutput(
  run: RunPort,
  { events, account }: Pick<RunSurroundings, 'events' | 'account'>,
): Promise<boolean> {
  const closing = run.output.log.close()
  const onDisk = closing.then(() => true)
  if (await within(END_WAITS_FOR_DISK_MS, onDisk)) return true
  events.add(run, 'warning', 'main: the disk does not answer: not all of its output is on disk yet')
  const settled = closing.then(() => {
    account.outputSettled(run)
    events.add(run, 'warning', 'main: the disk answers again: its output is on disk, as far as the disk took it')
  })
  inBackground(settled, 'waiting for the disk to take its output', run)
  return false
}
