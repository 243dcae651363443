import fc from 'fast-check'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { type Phase } from '@contract/run'
import { OUTCOMES } from '@contract/outcome'
import { liveThrough, lives } from './support/scripted-run'
import { inWords } from '../support/words'

beforeAll(() => void vi.useFakeTimers())
afterAll(() => void vi.useRealTimers())

/** From each phase, those that one fact may lead to. */
const REACHABLE: Readonly<Record<Phase, readonly Phase[]>> = {
  pending: ['pending', 'starting', 'ended'],
  starting: ['running', 'stopping', 'ended'],
  running: ['stopping', 'ended'],
  stopping: ['stopping', 'running', 'stuck', 'ended'],
  stuck: ['stopping', 'ended'],
  ended: [],
}

const ONCE = ['run-ended', 'receipt']

it('row 30 a run lives through 10,000 random interleavings of start, exit, stop, terminate, cancel, hurry and time: one end, one receipt, every ask answered', async () => {
  await fc.assert(
    fc.asyncProperty(lives, async (life) => {
      const lived = await liveThrough(life, (ms) => vi.advanceTimersByTimeAsync(ms))
      const { phases, answers, asked, receipt, events, run } = lived
      phases.forEach((phase, index) => expect(REACHABLE[phases[index - 1] ?? 'pending']).toContain(phase))
      expect(phases.filter((phase) => phase === 'ended')).toHaveLength(1)
      expect(OUTCOMES).toContain(receipt.outcome)
      expect(run.state).toEqual({ phase: 'ended', outcome: receipt.outcome })
      for (const type of ONCE) expect(events.filter((each) => each === type)).toEqual([type])
      expect(events.indexOf('run-ended')).toBeLessThan(events.indexOf('receipt'))
      expect(answers).toHaveLength(asked)
      for (const answer of answers) if (!answer.accepted) expect(inWords(answer.reason)).toMatch(/./)
      // What the operating system reported counts: an ask that came after it changes nothing.
      if (!lived.askedInTime && lived.exitCode !== undefined) {
        expect(receipt.outcome).toBe(lived.exitCode === 0 ? 'completed' : 'failed')
      }
      const late = await run.control('terminate', {})
      expect(late).toMatchObject({ accepted: false })
      expect(run.state).toEqual({ phase: 'ended', outcome: receipt.outcome })
      expect(vi.getTimerCount()).toBe(0)
    }),
    { numRuns: 10_000 },
  )
}, 240_000)
