import { verbatim } from '../../../src/contract/statement'
import { describe, expect, test } from 'vitest'
import { VERDICTS } from '@contract/receipt'
import { programOf } from '@vocabulary/command-line'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import { receiptMarkdown } from '../../../src/renderer/receipt/receipt-markdown'
import { receiptTables } from '../../../src/renderer/receipt/receipt-tables'
import { receiptDetail, receiptHeadline, receiptTone } from '../../../src/renderer/receipt/receipt-words'
import { timelineView } from '../../../src/renderer/receipt/timeline-view'
import { inWords } from '../../support/words'

const WISH = { kind: 'process', name: 'web', outcome: 'stopped', endedAt: 1_800_000_000_000 } as const

describe('the words of a receipt', () => {
  test('a summary that begins with the verdict is not given it twice', () => {
    expect(receiptHeadline(sampleReceipt({ ...WISH, verdict: 'cut-short' }))).toBe(
      'Cut short: forced while its cleanup ran',
    )
  })

  test('a summary that does not is given it', () => {
    const receipt = { ...sampleReceipt({ ...WISH, verdict: 'clean' }), summary: 'gone after 12 ms' }
    expect(receiptHeadline(receipt)).toBe('Clean: gone after 12 ms')
  })

  test('a failure comes first, the verdict second', () => {
    const receipt = sampleReceipt({ ...WISH, outcome: 'failed', verdict: 'clean' })
    expect(receiptHeadline(receipt)).toContain('EADDRINUSE')
    expect(receiptDetail(receipt)).toBe('Clean, 312 ms')
  })

  test('survivors are alarming only while one of them lives', () => {
    const receipt = sampleReceipt({ ...WISH, verdict: 'survivors' })
    const alive = { ...receipt, survivors: receipt.survivors.map((one) => ({ ...one, endedBy: 'alive' as const })) }
    expect([receiptTone(receipt), receiptTone(alive)]).toEqual(['waiting', 'alarm'])
    expect(receiptDetail(receipt)).toBe('2 survivors ended: node 4312, esbuild 4315')
    expect(receiptDetail(alive)).toBe('2 survivors still alive: node 4312, esbuild 4315')
    const left = { ...alive, survivors: alive.survivors.map((one) => ({ ...one, leftAlone: true })) }
    expect(receiptDetail(left)).toBe('2 processes left alone, still running: node 4312, esbuild 4315')
  })

  test('a leak is alarming until it was removed', () => {
    const receipt = sampleReceipt({ ...WISH, verdict: 'leaked' })
    const removed = { ...receipt, leaks: receipt.leaks.map((leak) => ({ ...leak, removed: true })) }
    expect([receiptTone(receipt), receiptTone(removed)]).toEqual(['alarm', 'waiting'])
  })

  test('the second fact is never the first one again', () => {
    const receipt = sampleReceipt({ ...WISH, verdict: 'survivors' })
    const told = { ...receipt, summary: '2 survivors ended: node 4312, esbuild 4315' }
    expect(receiptDetail(told)).toBe('Cleanup “close the server” finished in 284 ms')
  })

  test('a program is called by its name, not by its path', () => {
    expect(programOf('/usr/bin/node server.js')).toBe('node')
  })
})

describe('the timeline', () => {
  test.each(VERDICTS)(
    'of a %s receipt keeps every place on the axis and claims no time that was not measured',
    (verdict) => {
      const receipt = sampleReceipt({ ...WISH, verdict })
      const view = timelineView(receipt)
      expect(view.ticks.length).toBeGreaterThanOrEqual(3)
      expect(view.ticks.length).toBeLessThanOrEqual(7)
      for (const [index, row] of view.rows.entries()) {
        expect(row.place === undefined).toBe(receipt.steps[index]?.ms === undefined)
        expect(row.place ?? 0).toBeLessThanOrEqual(1)
        expect(row.from).toBeLessThanOrEqual(row.place ?? 1)
      }
    },
  )

  test('is drawn to scale: twice as late is twice as far', () => {
    const receipt = sampleReceipt({ ...WISH, verdict: 'clean' })
    const steps = [100, 200].map((ms) => ({
      name: 'handled' as const,
      verdict: 'yes' as const,
      ms,
      evidence: verbatim(''),
    }))
    const [first, second] = timelineView({ ...receipt, steps }).rows
    expect((second?.place ?? 0) / (first?.place ?? 1)).toBeCloseTo(2)
  })
})

describe('outside the window', () => {
  test('Markdown holds the verdict, every step with its evidence, and survives a bar in a command', () => {
    const receipt = sampleReceipt({ ...WISH, verdict: 'survivors' })
    const [first] = receipt.survivors
    if (first === undefined) throw new Error('the sample has no survivor')
    const text = receiptMarkdown({ ...receipt, survivors: [{ ...first, command: 'sh -c a|b' }] })
    expect(text).toContain('## web: 2 survivors had to be ended')
    for (const step of receipt.steps) expect(text).toContain(inWords(step.evidence))
    expect(text).toContain('sh -c a\\|b')
  })

  test('a table without rows and a column without a value are left out', () => {
    const tables = receiptTables(sampleReceipt({ ...WISH, verdict: 'survivors' }))
    expect(tables.map((table) => table.title)).not.toContain('Left behind')
    expect(tables.find((table) => table.title === 'Survivors')?.columns).not.toContain('Ports')
  })
})
