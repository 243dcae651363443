import { z } from 'zod'
import { DELEGATE_KINDS, DELEGATE_STATES, type Delegate } from '@contract/delegate'
import { asRunId, asTaskId } from '@contract/ids'
import { KINDS } from '@contract/kind'
import { PHASES } from '@contract/run'
import { OUTCOMES } from '@contract/outcome'
import { statementSchema, verbatim } from '@contract/statement'
import { checksum } from './checksum'
import type { RunRow, StoredRun } from './journal'
import { receiptOfAnyVersion } from './stored-receipt'

const delegate = z.object({
  id: z.string(),
  launcher: z.string(),
  kind: z.literal(DELEGATE_KINDS),
  name: z.string(),
  state: z.literal(DELEGATE_STATES),
  // Until statements had codes it was stored as an English sentence.
  evidence: z.union([statementSchema, z.string().transform(verbatim)]),
  daemon: z.string().exactOptional(),
}) satisfies z.ZodType<Delegate>

const runBody = z.object({
  id: z.string().transform(asRunId),
  taskId: z.string().transform(asTaskId),
  name: z.string(),
  kind: z.literal(KINDS),
  instance: z.string(),
  phase: z.literal(PHASES),
  createdAt: z.number(),
  startedAt: z.number().exactOptional(),
  endedAt: z.number().exactOptional(),
  outcome: z.literal(OUTCOMES).exactOptional(),
  pid: z.number().int().positive().exactOptional(),
  startTime: z.string().exactOptional(),
  bootId: z.string().exactOptional(),
  tempPath: z.string().exactOptional(),
  birthmark: z.string().exactOptional(),
  kept: z.boolean().exactOptional(),
  delegates: z.array(delegate).readonly().exactOptional(),
  outputBytes: z.number().exactOptional(),
  droppedBytes: z.number().exactOptional(),
  keptRanges: z
    .array(z.object({ fromByte: z.number(), bytes: z.number() }))
    .readonly()
    .exactOptional(),
}) satisfies z.ZodType<RunRow>

const stored = z.object({
  id: z.string(),
  body: z.string(),
  checksum: z.string(),
  receipt: z.string().nullish(),
  receiptSum: z.string().nullish(),
})

/** What a row must hold for `storedRun`. */
export const RUN_COLUMNS = `runs.id AS id, runs.body AS body, runs.checksum AS checksum,
  receipts.body AS receipt, receipts.checksum AS receiptSum`

export const runSum = (id: string, body: string): string => checksum('run', id, body)
export const receiptSum = (id: string, body: string): string => checksum('receipt', id, body)

/** A run as it was written, or nothing where a bit of it has changed since. */
export function storedRun(value: unknown): StoredRun | undefined {
  const parsed = stored.safeParse(value)
  if (!parsed.success) return undefined
  const { id, body, receipt } = parsed.data
  if (runSum(id, body) !== parsed.data.checksum) return undefined
  const row = runBody.safeParse(jsonOf(body))
  if (!row.success) return undefined
  if (receipt === undefined || receipt === null) return { row: row.data }
  if (receiptSum(id, receipt) !== parsed.data.receiptSum) return undefined
  // The sum vouches that these are the bytes that Quiesce wrote, in this version or an earlier one.
  return { row: row.data, receipt: receiptOfAnyVersion(jsonOf(receipt) as Parameters<typeof receiptOfAnyVersion>[0]) }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
