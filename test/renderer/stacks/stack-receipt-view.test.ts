import { asRunId } from '@contract/ids'
import type { StackReceipt } from '@contract/stack'
import { expect, test } from 'vitest'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import { stackReceiptView } from '../../../src/renderer/stacks/stack-receipt-view'

const clean = sampleReceipt({ kind: 'process', name: 'web', outcome: 'stopped', verdict: 'clean', endedAt: 0 })
const forced = sampleReceipt({ kind: 'process', name: 'db', outcome: 'stopped', verdict: 'forced', endedAt: 0 })
const web = { ...clean, runId: asRunId('run-web') }
const db = { ...forced, runId: asRunId('run-db') }

const RECEIPT: StackReceipt = {
  stack: 'shop',
  startedAt: 0,
  endedAt: 4_000,
  totalMs: 4_000,
  verdicts: { clean: 1, forced: 1 },
  receipts: [web, db],
  order: [
    { name: 'web', runId: web.runId, askedMs: 0, goneMs: 1_000 },
    { name: 'db', runId: db.runId, askedMs: 1_000, goneMs: 3_000 },
  ],
  stillThere: [{ name: 'cache', runId: asRunId('run-cache'), asked: false, why: 'web is still there.' }],
  survivors: [
    { name: 'db', pid: 7, startTime: '1', command: 'node', ports: [], foundBy: 'mark', endedBy: 'SIGKILL' },
    { name: 'db', pid: 8, startTime: '1', command: 'sh', ports: [], foundBy: 'mark', endedBy: 'alive' },
  ],
  leaks: [{ name: 'web', kind: 'port', what: 'tcp 127.0.0.1:3000', where: 'held by node' }],
  sentence: 'shop: 2 of 3 runs are gone after 4.0 s.',
}

test('draws each run to scale, in the order in which they were gone', () => {
  const { rows, total } = stackReceiptView(RECEIPT)
  expect(total).toBe('4.0 s')
  expect(rows.map((row) => [row.name, row.verdict, row.from, row.length])).toEqual([
    ['web', 'Clean', 0, 0.25],
    ['db', 'Forced', 0.25, 0.5],
  ])
  expect(rows[1]?.times).toBe('asked at 1.0 s, gone at 3.0 s')
})

test('says who is still there, who outlived and what was left, and never calls the living ended', () => {
  const view = stackReceiptView(RECEIPT)
  expect(view.stillThere).toEqual([{ name: 'cache', runId: 'run-cache', why: 'web is still there.' }])
  expect(view.left).toEqual([
    'db: node (process 7) outlived its leader and was ended',
    'db: sh (process 8) is alive',
    'web: tcp 127.0.0.1:3000, held by node',
  ])
})

test('a run whose receipt is not known is not called clean', () => {
  expect(stackReceiptView({ ...RECEIPT, receipts: [web] }).rows[1]).toMatchObject({
    verdict: 'Not known',
    tone: 'ended',
  })
})

test('a stop that took no time is drawn all the same', () => {
  const order = [{ name: 'web', runId: web.runId, askedMs: 0, goneMs: 0 }]
  expect(stackReceiptView({ ...RECEIPT, totalMs: 0, order }).rows[0]).toMatchObject({ from: 0, length: 0 })
})
