import { expect, it } from 'vitest'
import { lastAskOf } from '@engine/stop/last-ask'

const FORCE = { send: 'SIGKILL', patienceMs: 2_000 } as const

it('the last ask is the policy up to its force: its first signal, and the patience of all polite steps', () => {
  expect(lastAskOf({})).toEqual({ signal: 'SIGTERM', patienceMs: 5_000, scope: 'family' })
  const steps = [{ send: 'SIGINT', patienceMs: 700 }, { send: 'SIGTERM', patienceMs: 800 }, FORCE] as const
  expect(lastAskOf({ stopPolicy: steps, scope: 'leader' })).toMatchObject({
    signal: 'SIGINT',
    patienceMs: 1_500,
    scope: 'leader',
  })
})

it('what needs Quiesce to be delivered becomes SIGTERM, and nobody is given more than ten seconds', () => {
  for (const send of ['ask', { stdin: 'quit' }, { command: ['down'] }, 'SIGUSR1'] as const)
    expect(lastAskOf({ stopPolicy: [{ send, patienceMs: 60_000 }] })).toMatchObject({
      signal: 'SIGTERM',
      patienceMs: 10_000,
    })
})

it('a policy that begins with force gives no time at all', () => {
  expect(lastAskOf({ stopPolicy: [FORCE] })).toMatchObject({ patienceMs: 0 })
})
