import { EVENT_TYPES } from '@contract/event'
import { asRunId } from '@contract/ids'
import { expect, test } from 'vitest'
import { chosenEvents, EVENT_GROUPS, groupOf, typesOf } from '../../../src/renderer/log/event-groups'
import { sampleEvent } from '../support/sample-event'

const ALL = { groups: new Set<never>(), runId: undefined, search: '' }

test('every type belongs to a group, and the groups together are all types', () => {
  expect([...typesOf(new Set(EVENT_GROUPS))].sort()).toEqual([...EVENT_TYPES].sort())
})

test('without a filter the list is the same list', () => {
  const events = [sampleEvent(1)]
  expect(chosenEvents(events, ALL)).toBe(events)
})

test('filters by group, run and text together, and keeps the order', () => {
  const events = [
    sampleEvent(1, { type: 'gone', text: 'process is gone', name: 'web' }),
    sampleEvent(2, { type: 'gone', text: 'process is gone', runId: asRunId('other') }),
    sampleEvent(3, { type: 'line', text: 'gone fishing' }),
    sampleEvent(4, { type: 'receipt', text: 'clean', name: 'GONE' }),
  ]
  const shown = chosenEvents(events, { groups: new Set([groupOf('gone')]), runId: asRunId('run'), search: 'gone' })
  expect(shown.map((event) => event.seq)).toEqual([1, 4])
})
