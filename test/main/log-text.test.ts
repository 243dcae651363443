import { describe, expect, it } from 'vitest'
import type { EngineEvent } from '@contract/event'
import { asRunId } from '@contract/ids'
import { filterEvents, logText } from '../../src/main/log-text'

const events: readonly EngineEvent[] = [
  { seq: 1, at: 0, runId: asRunId('a'), name: 'Ticker', type: 'line', text: 'worker: up' },
  { seq: 2, at: 1_000, runId: asRunId('b'), name: 'Timer', type: 'timer-fired', text: 'timer: fired' },
  { seq: 3, at: 2_000, runId: asRunId('a'), name: 'Ticker', type: 'gone', text: 'two\nlines' },
]

describe('the exported cleanup log', () => {
  it.each([
    ['everything', {}, [1, 2, 3]],
    ['one run', { runId: asRunId('a') }, [1, 3]],
    ['some types', { types: ['gone', 'timer-fired'] }, [2, 3]],
    ['no type chosen, which is all', { types: [] }, [1, 2, 3]],
    ['a text, whatever the case', { search: 'WORKER' }, [1]],
    ['a name', { search: 'timer' }, [2]],
    ['all of these', { runId: asRunId('a'), types: ['line'], search: 'up' }, [1]],
  ])('holds %s', (_what, filter, seqs) => {
    expect(filterEvents(events, filter).map((event) => event.seq)).toEqual(seqs)
  })

  it('is one JSON object for each line', () => {
    const lines = logText(events, 'log.jsonl').trimEnd().split('\n')
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual(events)
  })

  it('is one plain line for each event in a text file', () => {
    expect(logText(events, 'LOG.TXT').split('\n')).toEqual([
      '1970-01-01T00:00:00.000Z\t1\tTicker\tline\tworker: up',
      '1970-01-01T00:00:01.000Z\t2\tTimer\ttimer-fired\ttimer: fired',
      '1970-01-01T00:00:02.000Z\t3\tTicker\tgone\ttwo lines',
      '',
    ])
  })
})
