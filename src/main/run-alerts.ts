import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import { say } from '@vocabulary/sentences/say'
import { WORDS } from './words'

export interface RunAlert {
  readonly runId: RunId
  readonly title: string
  readonly text: string
}

export interface AlertNeeds {
  /** The setting, asked each time. */
  readonly wanted: () => boolean
  readonly isInFront: () => boolean
  readonly show: (alert: RunAlert) => void
}

/** The newest runs that were told of: an older one does not change any more. */
const MOST_TOLD = 1_000

/** Tells of a run that fails or gets stuck while nobody looks: once for each of the two. */
export class RunAlerts {
  readonly #needs: AlertNeeds
  readonly #told = new Set<string>()

  constructor(needs: AlertNeeds) {
    this.#needs = needs
  }

  see(run: RunSnapshot): void {
    const alert = alertOf(run)
    if (alert === undefined) return
    const key = `${run.id} ${run.phase}`
    if (this.#told.has(key)) return
    this.#told.add(key)
    for (const old of this.#told) {
      if (this.#told.size <= MOST_TOLD) break
      this.#told.delete(old)
    }
    // What the person saw happen in the window is not told again when the window is left.
    if (this.#needs.wanted() && !this.#needs.isInFront()) this.#needs.show(alert)
  }
}

function alertOf({ id: runId, name, phase, outcome, receipt, waitingFor }: RunSnapshot): RunAlert | undefined {
  if (phase === 'stuck')
    return { runId, title: WORDS.stuck(name), text: waitingFor ? say(waitingFor) : WORDS.stuckText }
  if (phase !== 'ended') return undefined
  if (outcome === 'failed')
    return { runId, title: WORDS.failed(name), text: receipt?.failure ? say(receipt.failure) : WORDS.failedText }
  if (outcome === 'lost') return { runId, title: WORDS.lost(name), text: WORDS.failedText }
  return undefined
}
