import { REFUSAL_CODES } from '@contract/stop'
import { WORKLOAD_KINDS } from '@contract/kind'
import type { Json } from '@contract/json'
import { statementSchema } from '@contract/statement'
import { z } from 'zod'

/** Every message between the engine and the host, and what a worker thread tells the host. Parsed where it arrives. */

const refusal = z.object({ code: z.enum(REFUSAL_CODES), reason: statementSchema })

const startCommand = z.object({
  type: z.literal('start'),
  runId: z.string(),
  kind: z.enum(WORKLOAD_KINDS),
  name: z.string(),
  workload: z.string(),
  params: z.custom<Json>().optional(),
  pullEveryMs: z.number().nonnegative(),
  /** Futures: the executor whose worker threads are used again. */
  executor: z.string().optional(),
})
export type StartCommand = z.infer<typeof startCommand>

const controlCommand = z.object({
  type: z.literal('control'),
  runId: z.string(),
  request: z.number(),
  action: z.enum(['ask', 'terminate']),
})

/** The engine took what was told: that much room is free again in the run's window. */
const acceptedCommand = z.object({
  type: z.literal('accepted'),
  costs: z.array(z.object({ runId: z.string(), cost: z.number() })),
})

export const hostCommand = z.discriminatedUnion('type', [
  startCommand,
  controlCommand,
  acceptedCommand,
  z.object({ type: z.literal('end') }),
])
export type HostCommand = z.infer<typeof hostCommand>

export const BODY_ENDS = ['returned', 'threw', 'cancelled', 'closed', 'forced', 'could-not-start'] as const

const endFact = z.object({
  type: z.literal('ended'),
  how: z.enum(BODY_ENDS),
  evidence: statementSchema,
  swallowed: z.boolean().optional(),
  failure: statementSchema.optional(),
  result: z.string().optional(),
  exitCode: z.number().optional(),
})
export type EndFact = z.infer<typeof endFact>

const answerFact = z.object({
  type: z.literal('answer'),
  request: z.number(),
  delivered: z.enum(['yes', 'no', 'unknown']),
  evidence: statementSchema,
  refusal: refusal.optional(),
})
export type AnswerFact = z.infer<typeof answerFact>

const toldFacts = [
  z.object({ type: z.literal('started') }),
  z.object({ type: z.literal('log'), lines: z.array(z.string()), cost: z.number() }),
  z.object({
    type: z.literal('output'),
    stream: z.enum(['stdout', 'stderr']),
    bytes: z.instanceof(Uint8Array),
    cost: z.number(),
  }),
  z.object({
    type: z.literal('cleanup'),
    name: z.string(),
    state: z.enum(['started', 'finished', 'failed']),
    error: z.string().optional(),
  }),
  z.object({ type: z.literal('handled'), evidence: statementSchema }),
  answerFact,
] as const

/** What a worker thread tells the host. `leftovers` is what still runs in it after the body has ended. */
export const workerFact = z.discriminatedUnion('type', [
  ...toldFacts,
  z.object({ type: z.literal('progress') }),
  z.object({ type: z.literal('done'), end: endFact, leftovers: z.array(z.string()) }),
])
export type WorkerFact = z.infer<typeof workerFact>

/** What the host tells the engine of one run. */
const runFact = z.discriminatedUnion('type', [
  ...toldFacts,
  z.object({ type: z.literal('progress'), value: z.number() }),
  z.object({ type: z.literal('dropped'), lines: z.number() }),
  endFact,
])
export type RunFact = z.infer<typeof runFact>

/** Facts leave the host in batches, in the order in which they happened. */
export const hostMessage = z.discriminatedUnion('type', [
  z.object({ type: z.literal('ready'), pid: z.number() }),
  z.object({ type: z.literal('facts'), facts: z.array(z.object({ runId: z.string(), fact: runFact })) }),
])
export type HostMessage = z.infer<typeof hostMessage>
export type RunFactOf = { readonly runId: string; readonly fact: RunFact }

/** What the host hands a worker thread: one job at a time, and what was asked of it. */
export interface WorkerJob {
  readonly type: 'job'
  readonly runId: string
  readonly kind: StartCommand['kind']
  readonly name: string
  readonly workload: string
  readonly moduleUrl: string
  readonly params: Json | undefined
  readonly pullEveryMs: number
  readonly memory: SharedArrayBuffer
  readonly reusable: boolean
}
/** `request` is set when the answer must come from the worker itself (a generator's close). */
export interface WorkerAsk {
  readonly type: 'ask'
  readonly request: number
}
export type WorkerMessage = WorkerJob | WorkerAsk
