import { expect, it } from 'vitest'
import { policyFor } from '@engine/stop/standard-policies'
import {
  AFTER_FORCE_MS,
  ASK_ONLY,
  DEFAULT_SETTINGS,
  PATIENCE_MS,
  processLadder,
  WATCH_DEFAULTS,
} from '@vocabulary/defaults'
import { patienceText } from '@vocabulary/durations'
import { shownIn } from '../../src/renderer/new-task/duration'
import { POLICY_PRESETS } from '../../src/renderer/new-task/policy-presets'
import { EMPTY_DRAFT, stepDraft } from '../../src/renderer/new-task/task-draft'
import { stopPolicyLine } from '../../src/renderer/tasks/stop-policy-line'

it('the engine, the settings and the form have one patience', () => {
  const [polite] = policyFor('process', 'stop', undefined)
  expect(polite?.patienceMs).toBe(PATIENCE_MS)
  expect(DEFAULT_SETTINGS.graceMs).toBe(PATIENCE_MS)
  expect(policyFor('thread', 'stop', undefined)).toEqual(ASK_ONLY)
  expect(EMPTY_DRAFT.process.policy.steps).toEqual(policyFor('process', 'stop', undefined).map(stepDraft))
  expect(EMPTY_DRAFT.workload.policy.steps).toEqual(policyFor('thread', 'stop', undefined).map(stepDraft))
  expect(POLICY_PRESETS.process[0]?.steps).toEqual(EMPTY_DRAFT.process.policy.steps)
})

it('a standard ladder is told as one that says the same', () => {
  const spec = { kind: 'process', name: 'web', command: 'node' } as const
  expect(stopPolicyLine(spec)).toEqual({
    text: `SIGTERM, ${patienceText(PATIENCE_MS)}, then SIGKILL, ${patienceText(AFTER_FORCE_MS)}`,
    isStandard: true,
  })
  expect(stopPolicyLine({ ...spec, stopPolicy: processLadder() })?.text).toBe(stopPolicyLine(spec)?.text)
  expect(stopPolicyLine({ kind: 'thread', name: 't', workload: 'lab/ticker' })?.text).toBe(
    `Ask, ${patienceText(PATIENCE_MS)}, then it counts as stuck`,
  )
})

it('the form shows a default in the unit that is chosen', () => {
  expect(shownIn(WATCH_DEFAULTS.quietMs, 1)).toBe(String(WATCH_DEFAULTS.quietMs))
  expect(shownIn(300, 1_000)).toBe('0.3')
  expect(shownIn(WATCH_DEFAULTS.quietMs, 3_600_000)).toBe('')
})
