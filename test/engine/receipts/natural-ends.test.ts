import { verbatim } from '../../../src/contract/statement'
import { describe, expect, it } from 'vitest'
import { asRunId, asTaskId } from '@contract/ids'
import type { Receipt } from '@contract/receipt'
import type { ProcessTable } from '@engine/processes/process-table'
import { buildReceipt } from '@engine/receipts/build-receipt'
import { checkContract } from '@engine/receipts/cleanup-contract'
import { ReceiptDraft, type Observation } from '@engine/receipts/receipt-draft'
import { receiptSummary, withSummary } from '../../support/words'

const task = {
  id: asTaskId('task-1'),
  name: 'web',
  kind: 'process',
  spec: { kind: 'process', name: 'web', command: 'nginx' },
  createdAt: 0,
  saved: true,
} as const

interface Left {
  readonly pid: number
  readonly command: string
  readonly ports: readonly number[]
  readonly leftAlone?: true
}

/** A run that nobody asked to end, whose leader left with exit code 0. */
function receiptOf(
  left: readonly Left[],
  seen: Partial<Pick<ReceiptDraft, 'familyGone' | 'filesClean'>> = {},
): Receipt {
  const draft = new ReceiptDraft()
  draft.started()
  draft.bodyEnded({ how: 'exited', evidence: verbatim('It left.'), exit: { code: 0, signal: null } })
  draft.familyGone = yes
  for (const { pid, command, ports, leftAlone } of left) {
    const process = {
      pid,
      startTime: '1',
      command,
      foundBy: 'mark',
      inGroup: false,
      inSession: false,
      hasParent: false,
      groupId: pid,
    } as const
    draft.survivor(process, ports, leftAlone)
  }
  if (!left.some(({ leftAlone }) => leftAlone))
    for (const survivor of draft.survivors.values()) draft.survivorGone(survivor, 'SIGTERM')
  Object.assign(draft, seen)
  return buildReceipt({ id: asRunId('run-1'), task }, 'completed', draft, [])
}

const yes: Observation = { verdict: 'yes', at: 0, evidence: verbatim('Seen so.') }
const web = { pid: 812, command: '/usr/sbin/nginx -g x', ports: [8080] }

describe('a part of the cleanup contract that nobody could see', () => {
  const table = { portsInUse: () => undefined } as unknown as ProcessTable
  const spec = { ...task.spec, expect: { portsFree: [8080, 8081] } } as const

  it('is neither kept nor broken: unknown, and the summary says which', async () => {
    const draft = new ReceiptDraft()
    const { broken, unseenPorts, unseenFiles } = await checkContract(spec, { table, draft, printed: false })
    expect({ broken, unseenFiles }).toEqual({ broken: [], unseenFiles: undefined })
    draft.started()
    draft.bodyEnded({ how: 'exited', evidence: verbatim('It left.'), exit: { code: 0, signal: null } })
    draft.familyGone = yes
    draft.contractUnseen(unseenPorts, unseenFiles)
    const receipt = buildReceipt({ id: asRunId('run-1'), task }, 'completed', draft, [])
    expect(withSummary(receipt)).toMatchObject({
      verdict: 'unknown',
      summary: 'unknown: Whether port 8080, 8081 is free could not be seen',
      leaks: [],
    })
    expect(receipt.steps.find(({ name }) => name === 'ports-free')?.verdict).toBe('unknown')
  })
})

describe('the summary of a run that ended by itself', () => {
  it('says "nothing left behind" only where everything was seen to be gone', () => {
    expect(receiptSummary(receiptOf([]))).toBe('ended by itself, nothing left behind')
    const filesClean = { verdict: 'unknown', evidence: verbatim('Not read.') } as const
    expect(receiptSummary(receiptOf([], { filesClean }))).toBe('ended by itself; whether it left files is not known')
    const familyGone = { verdict: 'unknown', evidence: verbatim('A channel of it is open still.') } as const
    expect(withSummary(receiptOf([], { familyGone }))).toMatchObject({
      verdict: 'unknown',
      summary: 'unknown: A channel of it is open still',
    })
  })

  it('names the port on which somebody whom it started listens, and who that is', () => {
    const alone = { ...web, leftAlone: true } as const
    expect(receiptSummary(receiptOf([alone]))).toBe('ended by itself; a process it started listens on 8080: nginx 812')
    const second = { ...alone, pid: 813, ports: [443, 8080] }
    expect(receiptSummary(receiptOf([alone, second]))).toBe(
      'ended by itself; 2 processes it started listen on 443, 8080: nginx 812, nginx 813',
    )
  })

  it('says of one that listened that it was ended', () => {
    expect(withSummary(receiptOf([web]))).toMatchObject({
      verdict: 'survivors',
      summary: 'ended by itself; a process it started listened on 8080 and was ended: nginx 812',
    })
  })

  it('counts those who do not listen as before', () => {
    expect(receiptSummary(receiptOf([{ ...web, ports: [] }]))).toBe('1 survivor ended: nginx 812')
  })
})
