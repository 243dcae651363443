import type { Engine } from '@contract/engine'
import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { say } from '@vocabulary/sentences/say'
import { inBackground } from '../in-background'

export interface Settling {
  /** `undefined` when the run is gone, else why it does not move any more. */
  readonly why: Promise<string | undefined>
  /** Stops looking. */
  drop(): void
}

/** Waits until a run that is being asked has ended, is stuck, or has turned the control down and goes on. */
export function settled(id: RunId, engine: Pick<Engine, 'run' | 'onRunChange'>): Settling {
  let wasStopping = false
  let undo = (): void => undefined
  const why = new Promise<string | undefined>((resolve) => {
    const look = (run: RunSnapshot | undefined): void => {
      if (!run || run.phase === 'ended') resolve(undefined)
      else if (run.phase === 'stuck')
        resolve(run.waitingFor ? say(run.waitingFor) : 'It is stuck: it was asked and has not gone.')
      else if (run.phase === 'running' && wasStopping) resolve('It turned the stop down and goes on.')
      else if (run.phase === 'stopping') wasStopping = true
    }
    undo = engine.onRunChange((run) => {
      if (run.id === id) look(run)
    })
    // One that is stuck already may move once it is asked again: only its next change counts.
    const now = engine.run(id)
    if (now?.phase !== 'stuck') look(now)
  })
  inBackground(
    why.then(() => undo()),
    'waiting for a run to settle',
  )
  return { why, drop: () => undo() }
}
