import { verbatim } from '../../src/contract/statement'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { CONTROLS } from '@contract/kind'
import { PHASES, type Phase } from '@contract/run'
import { OUTCOMES } from '@contract/outcome'
import { REFUSAL_CODES, STOP_ORIGINS } from '@contract/stop'
import { nextRunState, type Asked, type RunFact, type RunState } from '@engine/runs/run-state'

const stop: Asked = { control: 'stop', origin: 'user', reason: 'enough' }
const terminate: Asked = { control: 'terminate', origin: 'quit' }
const held = { refusal: 'signal-ignored', heldBy: verbatim('It ignores SIGTERM.') } as const

const states: Readonly<Record<Phase, RunState>> = {
  pending: { phase: 'pending', waitingFor: verbatim('its turn') },
  starting: { phase: 'starting' },
  running: { phase: 'running' },
  stopping: { phase: 'stopping', asked: stop },
  stuck: { phase: 'stuck', asked: stop, ...held },
  ended: { phase: 'ended', outcome: 'stopped' },
}

const facts: Readonly<Record<RunFact['type'], RunFact>> = {
  waits: { type: 'waits', waitingFor: verbatim('a free worker') },
  begun: { type: 'begun' },
  'body-started': { type: 'body-started' },
  'control-accepted': { type: 'control-accepted', asked: terminate },
  'control-turned-down': { type: 'control-turned-down' },
  'ladder-exhausted': { type: 'ladder-exhausted', ...held },
  gone: { type: 'gone', outcome: 'failed' },
}

const harder: Asked = { ...stop, control: 'terminate', before: 'stop' }
const gone: RunState = { phase: 'ended', outcome: 'failed' }

/** What each fact makes of each phase; `same` is the very same object. */
const table: Readonly<Record<Phase, Readonly<Record<RunFact['type'], RunState | 'same'>>>> = {
  pending: {
    waits: { phase: 'pending', waitingFor: verbatim('a free worker') },
    begun: { phase: 'starting' },
    'body-started': 'same',
    'control-accepted': 'same',
    'control-turned-down': 'same',
    'ladder-exhausted': 'same',
    gone,
  },
  starting: {
    waits: 'same',
    begun: 'same',
    'body-started': { phase: 'running' },
    'control-accepted': { phase: 'stopping', asked: terminate },
    'control-turned-down': 'same',
    'ladder-exhausted': 'same',
    gone,
  },
  running: {
    waits: 'same',
    begun: 'same',
    'body-started': 'same',
    'control-accepted': { phase: 'stopping', asked: terminate },
    'control-turned-down': 'same',
    'ladder-exhausted': 'same',
    gone,
  },
  stopping: {
    waits: 'same',
    begun: 'same',
    'body-started': 'same',
    'control-accepted': { phase: 'stopping', asked: harder },
    'control-turned-down': { phase: 'running' },
    'ladder-exhausted': { phase: 'stuck', asked: stop, ...held },
    gone,
  },
  stuck: {
    waits: 'same',
    begun: 'same',
    'body-started': 'same',
    'control-accepted': { phase: 'stopping', asked: harder },
    'control-turned-down': 'same',
    'ladder-exhausted': 'same',
    gone,
  },
  ended: {
    waits: 'same',
    begun: 'same',
    'body-started': 'same',
    'control-accepted': 'same',
    'control-turned-down': 'same',
    'ladder-exhausted': 'same',
    gone: 'same',
  },
}

describe.each(PHASES)('a run that is %s', (phase) => {
  it.each(Object.keys(facts) as RunFact['type'][])('given the fact %s', (type) => {
    const before = states[phase]
    const after = nextRunState(before, facts[type])
    const wanted = table[phase][type]
    if (wanted === 'same') expect(after).toBe(before)
    else expect(after).toEqual(wanted)
  })
})

it('keeps the first origin and reason, and the harder control, of all asks', () => {
  const joined = nextRunState({ phase: 'stopping', asked: terminate }, { type: 'control-accepted', asked: stop })
  expect(joined).toEqual({ phase: 'stopping', asked: terminate })
})

const asks = fc.record({ control: fc.constantFrom(...CONTROLS), origin: fc.constantFrom(...STOP_ORIGINS) })
const anyFact: fc.Arbitrary<RunFact> = fc.oneof(
  fc.record({ type: fc.constant('waits' as const), waitingFor: fc.string().map(verbatim) }),
  fc.constant<RunFact>({ type: 'begun' }),
  fc.constant<RunFact>({ type: 'body-started' }),
  fc.record({ type: fc.constant('control-accepted' as const), asked: asks }),
  fc.constant<RunFact>({ type: 'control-turned-down' }),
  fc.record({
    type: fc.constant('ladder-exhausted' as const),
    refusal: fc.constantFrom(...REFUSAL_CODES),
    heldBy: fc.string().map(verbatim),
  }),
  fc.record({ type: fc.constant('gone' as const), outcome: fc.constantFrom(...OUTCOMES) }),
)

/** From each phase, those that one fact may lead to, besides itself. */
const reachable: Readonly<Record<Phase, readonly Phase[]>> = {
  pending: ['starting', 'ended'],
  starting: ['running', 'stopping', 'ended'],
  running: ['stopping', 'ended'],
  stopping: ['running', 'stuck', 'ended'],
  stuck: ['stopping', 'ended'],
  ended: [],
}

it('never leaves the table and never leaves ended, in 10,000 random lives', () => {
  fc.assert(
    fc.property(fc.array(anyFact, { maxLength: 40 }), (life) => {
      let state: RunState = { phase: 'pending', waitingFor: verbatim('its turn') }
      for (const fact of life) {
        const before: RunState = Object.freeze(state)
        const next = nextRunState(before, fact)
        if (before.phase === 'ended') expect(next).toBe(before)
        if (next.phase !== before.phase) expect(reachable[before.phase]).toContain(next.phase)
        state = next
      }
    }),
    { numRuns: 10_000 },
  )
})
