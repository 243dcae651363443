import type { LifeSpec, ProcessTaskSpec } from '@contract/task'
import {
  dependsOnSummary,
  expectSummary,
  frameSummary,
  healthSummary,
  type LifeSummary,
  readySummary,
  restartSummary,
  surroundingsSummary,
} from '../new-task/life/life-summaries'
import { lifeDraft, processLifeDraft } from '../new-task/life/life-from-spec'
import { LIFE_WORDS } from '../new-task/life/words'
import type { DefinitionFact } from './definition-fact'

/** What is said about the life of a task, as far as somebody chose something. In the words of the form. */
export function lifeFacts(spec: LifeSpec): readonly DefinitionFact[] {
  const life = lifeDraft(spec)
  return chosen([
    [LIFE_WORDS.dependsOn.title, dependsOnSummary(life)],
    [LIFE_WORDS.restart.title, restartSummary(life)],
  ])
}

export function processLifeFacts(spec: ProcessTaskSpec): readonly DefinitionFact[] {
  const life = processLifeDraft(spec)
  return chosen([
    [LIFE_WORDS.dependsOn.title, dependsOnSummary(life)],
    [LIFE_WORDS.ready.title, readySummary(life)],
    [LIFE_WORDS.restart.title, restartSummary(life)],
    [LIFE_WORDS.health.title, healthSummary(life)],
    [LIFE_WORDS.surroundings.title, surroundingsSummary(life)],
    [LIFE_WORDS.expect.title, expectSummary(life)],
    [LIFE_WORDS.frame.title, frameSummary(life)],
  ])
}

function chosen(parts: readonly (readonly [string, LifeSummary])[]): readonly DefinitionFact[] {
  return parts.flatMap(([name, summary]) => (summary.chosen ? [{ name, value: summary.text }] : []))
}
