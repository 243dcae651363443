import { expect, it } from 'vitest'
import type { Receipt } from '@contract/receipt'
import { isAlive } from '../support/nothing-alive'
import { lineOf, openEngine, shell, type TestEngine } from '../support/test-engine'
import { endIfThere, sleeper, unusual } from '../support/unusual'
import { saying } from '../support/words'

/** A terminal's task that has ended, and what had left its session and was left alone. */
async function leftAlone(test: TestEngine, words: string, n: string): Promise<Receipt> {
  const line = `setsid -f ${words} </dev/null >/dev/null 2>&1; until pgrep -fx "sleep ${n}" >/dev/null; do :; done; echo up; exec sleep 1000`
  const run = test.start(shell(line, { terminal: true }))
  await lineOf(test, run.id, /up/)
  await test.engine.stop(run.id)
  return test.engine.ended(run.id)
}

it('what a receipt names as left alone can be ended by hand, once, and nobody else', async () => {
  const test = await openEngine()
  const n = unusual()
  const receipt = await leftAlone(test, `sleep ${n}`, n)
  const { pid = 0 } = sleeper(n) ?? {}
  const [survivor] = receipt.survivors
  expect(receipt).toMatchObject({ verdict: 'survivors', survivors: [{ pid, leftAlone: true, endedBy: 'alive' }] })
  if (!survivor) throw new Error('Nobody was left alone.')
  const another = { pid, startTime: `${survivor.startTime}1` }
  expect(await test.engine.endLeftAlone(receipt.runId, another)).toMatchObject({ accepted: false, code: 'unknown-run' })
  expect(await test.engine.endLeftAlone(receipt.runId, { pid: process.pid, startTime: '1' })).toMatchObject({
    accepted: false,
  })
  expect(isAlive(pid)).toBe(true)
  expect(await test.engine.endLeftAlone(receipt.runId, survivor)).toEqual({
    accepted: true,
    reason: saying(`sleep ${n} (process ${pid}) ended after SIGTERM.`),
  })
  expect(isAlive(pid)).toBe(false)
  expect(await test.engine.endLeftAlone(receipt.runId, survivor)).toMatchObject({
    accepted: false,
    code: 'already-ended',
  })
})

it('one that is deaf to SIGTERM is ended by force, after its time to save', { timeout: 20_000 }, async () => {
  const test = await openEngine()
  const n = unusual()
  const receipt = await leftAlone(test, `sh -c 'trap "" TERM; exec sleep ${n}'`, n)
  const [survivor] = receipt.survivors
  if (!survivor) throw new Error('Nobody was left alone.')
  try {
    const answer = await test.engine.endLeftAlone(receipt.runId, survivor)
    expect(answer).toMatchObject({ accepted: true, reason: saying(/ended after SIGKILL/) })
  } finally {
    endIfThere(survivor.pid)
  }
})
