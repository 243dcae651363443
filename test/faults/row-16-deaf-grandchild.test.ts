import { expect, it } from 'vitest'
import { lineOf, openEngine, shell } from '../support/test-engine'
import { sleepers, unusual } from '../support/unusual'
import { receiptSummary } from '../support/words'

const GRACE_MS = 1_000
const SHORT = [
  { send: 'SIGTERM', patienceMs: GRACE_MS },
  { send: 'SIGKILL', patienceMs: 5_000 },
] as const

/** The leader, a child, and its child: only the last one is deaf, unless the leader says otherwise to all of them. */
const LINE = `sh -c 'sh -c "$1" "$2" & wait' child "$1" "$2" & wait`
const DEAF = 'trap "" TERM; echo ready; while :; do sleep 1; done'

it('row 16 a grandchild that ignores SIGTERM is dead after the last step, and the card says by force and after how long', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(LINE, { args: [DEAF, `deaf${n}`], stopPolicy: SHORT }))
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(sleepers(`deaf${n}`)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'survivors', exit: { signal: 'SIGTERM' } })
  expect(receipt.ladder.map(({ send }) => send)).toEqual(['SIGTERM', 'SIGKILL'])
  expect(receipt.ladder[1]?.ms).toBeGreaterThanOrEqual(GRACE_MS)
  const grandchild = receipt.survivors.find(({ command }) => command.startsWith(`sh -c ${DEAF}`))
  expect(grandchild).toMatchObject({ foundBy: 'group', endedBy: 'SIGKILL' })
  expect(receiptSummary(receipt)).toMatch(/^\d survivors? ended(?:,? \d of them)? by force after \d+(\.\d)? m?s: /)
})

it('row 16 a leader that waits for its deaf grandchild is forced together with it', async () => {
  const test = await openEngine()
  const n = unusual()
  const run = test.start(shell(`trap "" TERM; ${LINE}`, { args: [DEAF, `deaf${n}`], stopPolicy: SHORT }))
  await lineOf(test, run.id, /ready/)
  await test.engine.stop(run.id)
  const receipt = await test.engine.ended(run.id)
  expect(sleepers(`deaf${n}`)).toEqual([])
  expect(receipt).toMatchObject({ outcome: 'stopped', verdict: 'forced', refusal: 'signal-ignored' })
  expect(receiptSummary(receipt)).toMatch(/^forced after \d+(\.\d)? m?s: ignores SIGTERM$/)
})
