import { CONTESTANTS } from '@contract/comparison'
import type { RunId } from '@contract/ids'
import type { RunSnapshot } from '@contract/run'
import type { ComparisonRound } from './comparison-round'
import { findingOf } from './happenings'

export interface Score {
  readonly right: number
  /** Predictions of which it is known what happened. */
  readonly known: number
}

export function scoreOf(
  { pressed, predictions, answers, runIds }: ComparisonRound,
  runOf: (id: RunId | undefined) => RunSnapshot | undefined,
): Score {
  if (pressed === undefined) return { right: 0, known: 0 }
  const judged = CONTESTANTS.flatMap((one) => {
    const prediction = predictions[pressed][one]
    const finding = findingOf(pressed, answers[one], runOf(runIds[one]))
    return prediction === undefined || finding === undefined ? [] : [prediction === finding.happening]
  })
  return { right: judged.filter(Boolean).length, known: judged.length }
}
