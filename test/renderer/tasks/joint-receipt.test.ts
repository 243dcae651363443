import { expect, test } from 'vitest'
import { sampleRun } from '../../../src/renderer/component-board/sample-runs'
import { isSettled, jointReceipt } from '../../../src/renderer/tasks/joint-receipt'

const NOW = 1_800_000_000_000
const clean = sampleRun({ kind: 'thread', phase: 'ended', outcome: 'stopped', verdict: 'clean' }, NOW)
const forced = sampleRun({ kind: 'process', phase: 'ended', outcome: 'stopped', verdict: 'forced' }, NOW)
const survivors = sampleRun({ kind: 'process', phase: 'ended', outcome: 'stopped', verdict: 'survivors' }, NOW)
const stuck = sampleRun({ kind: 'thread', phase: 'stuck' }, NOW)
const stopping = sampleRun({ kind: 'thread', phase: 'stopping' }, NOW)

test('all is settled once nothing changes by itself any more: a stuck run counts, one that is stopping does not', () => {
  expect(isSettled([clean, stuck, undefined])).toBe(true)
  expect(isSettled([clean, stopping])).toBe(false)
})

test('the receipt for all counts verdicts, names the slowest, and lists survivors and who is still there', () => {
  const askedAt = NOW - 10_000
  const receipt = jointReceipt([clean, forced, survivors, stuck], askedAt)
  expect(receipt.verdicts).toEqual({ clean: 1, forced: 1, survivors: 1 })
  expect(receipt.order).toHaveLength(3)
  expect(receipt.stillThere.map((one) => one.name)).toEqual([stuck.name])
  expect(receipt.survivors).toHaveLength(2)
  expect(receipt.sentence).toContain('1 clean, 1 forced, 1 with survivors.')
  expect(receipt.sentence).toContain('1 run is still there. 2 survivors, no leaks.')
})
