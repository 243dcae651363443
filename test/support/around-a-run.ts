import type { RunOwner } from '@engine/runs/run'
import type { RunSurroundings } from '@engine/runs/run-surroundings'

type Around = RunSurroundings & RunOwner

/** What a run needs around it, for one that no engine holds: nobody listens, and nothing is written to a disk. */
export function aroundARun(own: Pick<Around, 'events' | 'table' | 'account'> & Partial<Around>): Around {
  return {
    over: new AbortController().signal,
    outputPath: () => '/nowhere/output',
    changed: () => undefined,
    changedSoon: () => undefined,
    phaseChanged: () => undefined,
    ended: () => undefined,
    followed: () => undefined,
    withdraw: () => false,
    blindSpots: () => [],
    shell: () => '/bin/sh',
    spokenStep: () => '',
    ...own,
  }
}
