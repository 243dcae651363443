import { describe, expect, it } from 'vitest'
import { KINDS, type Kind } from '@contract/kind'
import { FIRST_QUESTION, QUESTION_IDS, type QuestionId, QUESTIONS } from '../../../src/renderer/guide/chooser'
import { KIND_FACTS } from '../../../src/renderer/guide/kind-facts'
import { SCENARIOS } from '../../../src/renderer/guide/scenarios'

interface Way {
  readonly asked: readonly QuestionId[]
  readonly use: Kind
}

/** Every way through the questions. Ends only if no question leads back to itself. */
function ways(question: QuestionId, asked: readonly QuestionId[] = []): readonly Way[] {
  expect(asked).not.toContain(question)
  const path = [...asked, question]
  return QUESTIONS[question].choices.flatMap(({ then }) =>
    typeof then === 'string' ? ways(then, path) : [{ asked: path, use: then.use }],
  )
}

describe('the chooser', () => {
  it('leads to each kind in four questions at most', () => {
    const all = ways(FIRST_QUESTION)
    expect(new Set(all.map((way) => way.use))).toEqual(new Set(KINDS))
    for (const way of all) expect(way.asked.length).toBeLessThanOrEqual(4)
  })

  it('asks every question on some way', () => {
    expect(new Set(ways(FIRST_QUESTION).flatMap((way) => way.asked))).toEqual(new Set(QUESTION_IDS))
  })
})

describe('the facts of the guide', () => {
  it('close every mark of code', () => {
    const texts = [...Object.values(KIND_FACTS), ...SCENARIOS].flatMap((facts) => [
      facts.node,
      facts.python,
      facts.cancel,
      facts.guarantee,
    ])
    for (const text of texts) expect(text.split('`').length % 2, text).toBe(1)
  })
})
