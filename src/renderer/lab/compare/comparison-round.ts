import type { Contestant } from '@contract/comparison'
import type { RunId } from '@contract/ids'
import type { Control } from '@contract/kind'
import type { RunSnapshot } from '@contract/run'
import type { ControlAnswer } from '@contract/control-answer'
import { verbatim } from '@contract/statement'
import { ask, askOrTell } from '../../client/commands'
import { runStore } from '../../client/run-store'
import { type Readable, writable } from '../../client/readable'
import { isAlive } from '../../tasks/attention'
import type { Happening } from './happening'

type Predictions = Readonly<Partial<Record<Contestant, Happening | undefined>>>

/** One try: who runs, what was predicted for the control that will be pressed, and what was answered. */
export interface ComparisonRound {
  readonly control: Control
  readonly predictions: Readonly<Record<Control, Predictions>>
  readonly runIds: Readonly<Partial<Record<Contestant, RunId>>>
  /** The control that was pressed; absent before. */
  readonly pressed?: Control
  readonly answers: Readonly<Partial<Record<Contestant, ControlAnswer>>>
}

const round = writable<ComparisonRound>({
  control: 'cancel',
  predictions: { stop: {}, terminate: {}, cancel: {} },
  runIds: {},
  answers: {},
})

/** Kept while the window is open, so that a look at a receipt loses nothing. */
export const comparisonRound: Readable<ComparisonRound> = round

export function chooseControl(control: Control): void {
  round.set({ ...round.get(), control })
}

export function predict(contestant: Contestant, happening: Happening | undefined): void {
  const held = round.get()
  const next = { ...held.predictions[held.control], [contestant]: happening }
  round.set({ ...held, predictions: { ...held.predictions, [held.control]: next } })
}

export async function startRound(): Promise<void> {
  const started = await askOrTell('startComparison')
  if (started === undefined) return
  const { control, predictions } = round.get()
  const runIds = Object.fromEntries(started.map(({ contestant, run }) => [contestant, run.id]))
  round.set({ control, predictions, runIds, answers: {} })
}

/** Presses the chosen control once for all. The pending one first: once the running one has gone it would be its turn. */
export async function pressForAll(): Promise<void> {
  const held = round.get()
  if (held.pressed !== undefined) return
  const { control } = held
  round.set({ ...held, pressed: control })
  const contestants = (Object.keys(held.runIds) as Contestant[]).sort((a, b) => pressRank(a) - pressRank(b))
  await Promise.all(
    contestants.map(async (contestant) => {
      const runId = held.runIds[contestant]
      if (runId === undefined) return
      const answer = await ask('controlRun', { runId, control })
      const given: ControlAnswer = answer.ok
        ? answer.value
        : { accepted: false, reason: verbatim(answer.problem.message) }
      const now = round.get()
      if (now.runIds === held.runIds) round.set({ ...now, answers: { ...now.answers, [contestant]: given } })
    }),
  )
}

function pressRank(contestant: Contestant): number {
  return contestant === 'pending-future' ? 0 : 1
}

/** Ends by force what a control that was refused left alive. */
export async function endRound(): Promise<void> {
  const alive = Object.values(round.get().runIds)
    .map((runId) => runStore.get().runs.get(runId))
    .filter((run): run is RunSnapshot => isAlive(run))
  await Promise.all(
    alive.map((run) =>
      ask('controlRun', { runId: run.id, control: run.controls.terminate.offered ? 'terminate' : 'cancel' }),
    ),
  )
}
