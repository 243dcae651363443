import { verbatim } from '../../../../src/contract/statement'
import type { RunSnapshot } from '@contract/run'
import { expect, test } from 'vitest'
import { sampleRun } from '../../../../src/renderer/component-board/sample-runs'
import { findingOf } from '../../../../src/renderer/lab/compare/happenings'

const NOW = 1_800_000_000_000
const YES = { accepted: true }
const ended = (
  kind: RunSnapshot['kind'],
  outcome: 'stopped' | 'cancelled' | 'completed',
  verdict: 'clean' | 'swallowed',
) => sampleRun({ kind, phase: 'ended', outcome, verdict }, NOW)

test('nothing is found before the answer, nor while an accepted control is under way', () => {
  const running = sampleRun({ kind: 'thread', phase: 'stopping' }, NOW)
  expect(findingOf('stop', undefined, running)).toBeUndefined()
  expect(findingOf('stop', YES, running)).toBeUndefined()
})

test('a refusal is found at once, with its reason', () => {
  const running = sampleRun({ kind: 'thread', phase: 'running' }, NOW)
  const finding = findingOf('cancel', { accepted: false, reason: verbatim('It has started.') }, running)
  expect(finding).toEqual({ happening: 'refused', reason: 'It has started.' })
})

test('a run whose cleanup was seen to finish ends and cleans up, and the evidence is the reason', () => {
  const finding = findingOf('stop', YES, ended('thread', 'stopped', 'clean'))
  expect(finding?.happening).toBe('cleans-up')
  expect(finding?.reason).toContain('event channel')
})

test('a swallowed cancellation goes on, whatever its outcome says', () => {
  expect(findingOf('cancel', YES, ended('coroutine', 'completed', 'swallowed'))?.happening).toBe('goes-on')
})

test('what was withdrawn before its turn, and a timer before it elapsed, never start', () => {
  const { startedAt, ...withdrawn } = ended('future', 'cancelled', 'clean')
  expect(startedAt).toBeDefined()
  expect(findingOf('cancel', YES, withdrawn)?.happening).toBe('never-starts')
  expect(findingOf('cancel', YES, ended('timer', 'cancelled', 'clean'))?.happening).toBe('never-starts')
})

test('a stuck run goes on, and says what holds it', () => {
  const finding = findingOf('stop', YES, sampleRun({ kind: 'thread', phase: 'stuck' }, NOW))
  expect(finding?.happening).toBe('goes-on')
  expect(finding?.reason).toContain('ignored its stop event')
})
