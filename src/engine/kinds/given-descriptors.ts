import type { StdioOptions } from 'node:child_process'
import type { ProcessTaskSpec } from '@contract/task'
import { withoutStrays } from '../processes/stray-descriptors'
import type { Furnishing } from './furnishing'

/** The file descriptor on which a program can tell its cleanup, one JSON object a line. Named to it in QUIESCE_EVENTS_FD. */
export const EVENTS_DESCRIPTOR = 3

/**
 * What a program is given, by descriptor: input, output, error and the channel for events; then one of Node's, and its birthmark,
 * last, so that the others stand where they are named. `printed`: the file that takes the place of its output and its channel.
 */
export function givenDescriptors(
  { ipc }: ProcessTaskSpec,
  { terminal }: Furnishing,
  printed: number | undefined,
  birthmark: number | undefined,
): Exclude<StdioOptions, string> {
  return withoutStrays([
    ...(terminal ? (['ignore', 'ignore', 'ignore'] as const) : []),
    ...(printed === undefined ? [] : (['ignore', printed, printed] as const)),
    ...(terminal || printed !== undefined ? [] : (['pipe', 'pipe', 'pipe'] as const)),
    printed === undefined ? 'pipe' : 'ignore',
    ...(ipc ? (['ipc'] as const) : []),
    ...(birthmark === undefined ? [] : [birthmark]),
  ])
}
