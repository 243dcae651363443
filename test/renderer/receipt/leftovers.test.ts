import { describe, expect, test } from 'vitest'
import type { Leak } from '@contract/receipt'
import { sampleReceipt } from '../../../src/renderer/component-board/sample-receipt'
import { receiptTables } from '../../../src/renderer/receipt/receipt-tables'
import { removableLeftovers } from '../../../src/renderer/receipt/removable-leftovers'

const socket = { kind: 'file', what: 'socket app.sock', madeBy: 'python3 server.py (process 12)' } as const
const leftSocket: Leak = { ...socket, where: '/tmp/app.sock', fileId: '1:2:3:4' }
const heldSocket: Leak = { ...socket, where: '/tmp/held.sock', heldBy: 'python3 worker.py (process 13)' }

describe('what was left behind', () => {
  const receipt = {
    ...sampleReceipt({ name: 'web', kind: 'process', verdict: 'leaked', outcome: 'stopped', endedAt: 1_000_000 }),
    leaks: [leftSocket, heldSocket],
  }

  test('is offered for removal only where no living process was seen to hold it, and once', () => {
    expect(removableLeftovers(receipt, new Set()).map(({ where }) => where)).toEqual(['/tmp/app.sock'])
    expect(removableLeftovers(receipt, new Set(['1:2:3:4']))).toEqual([])
  })

  test('is told with who made it and who has it still', () => {
    const table = receiptTables(receipt).find(({ title }) => title === 'Left behind')
    expect(table?.columns).toContain('Made by')
    expect(table?.rows[0]).toContain('python3 server.py (process 12)')
    expect(table?.rows[0]).toContain('still there')
    expect(table?.rows[1]).toContain('held by python3 worker.py (process 13)')
  })
})
