import { workerData, type MessagePort } from 'node:worker_threads'
import { unreachable } from '@contract/unreachable'
import { deferred } from '@tools/deferred'
import { defined } from '@tools/defined'
import { say } from '@vocabulary/sentences/say'
import { type Statement, allOf, verbatim } from '@contract/statement'
import { inBackground } from '../in-background'
import { baseContext } from './body/base-context'
import { CancelledError } from './body/cancelled-error'
import { captureOutput } from './body/captured-output'
import { Cleanups } from './body/cleanups'
import { coroutineBody } from './body/coroutine-body'
import { describeError } from './body/describe-error'
import { futureBody } from './body/future-body'
import { GeneratorBody } from './body/generator-body'
import { activeResources, leftSince } from './body/leftovers'
import { loadWorkload } from './body/load-workload'
import { resultText } from './body/result-text'
import { threadBody } from './body/thread-body'
import { Telling } from './body/telling'
import type { BodyGround, BodyResult, LiveBody } from './body/live-body'
import { RUN_MARK } from '../processes/process-table'
import type { EndFact, WorkerFact, WorkerJob, WorkerMessage } from './host-protocol'
import { RunMemory } from './run-memory'

/** The entry of every worker thread: takes a job, runs the workload in it, tells how that went. */

// A port of its own: what a workload posts on `parentPort`, or hears there, has no part in this.
const { port } = workerData as { readonly port: MessagePort }
const post = (fact: WorkerFact): void => port.postMessage(fact)

let telling: Telling | undefined
let live: LiveBody | undefined
let crash: (result: BodyResult) => void = () => undefined
const earlyAsks: number[] = []

captureOutput(() => telling)
Object.assign(globalThis, { CancelledError })
process.on('uncaughtException', (error) => crashed('exception', error))
process.on('unhandledRejection', (error) => crashed('rejection', error))
port.on('message', (message: WorkerMessage) => {
  if (message.type === 'job') inBackground(runJob(message), 'running a workload')
  else if (live) live.heard(message.request)
  else earlyAsks.push(message.request)
})

async function runJob(job: WorkerJob): Promise<void> {
  // The thread's own copy of the environment: every program that the job starts with it is known by it afterwards.
  process.env[RUN_MARK] = job.runId
  const memory = new RunMemory(job.memory)
  const told = new Telling(post, memory)
  telling = told
  const before = await activeResources()
  const cleanups = new Cleanups(told)
  const crashing = deferred<BodyResult>()
  crash = crashing.resolve
  const result = await Promise.race([runWorkload(job, told, memory, cleanups), crashing.promise])
  crash = ({ failure }) => told.output(Buffer.from(`After its end: ${failure ? say(failure, 'en') : ''}\n`), 'stderr')
  const remark = await live?.close?.()
  await cleanups.runAll()
  const leftovers = leftSince(before, await activeResources())
  live = undefined
  earlyAsks.length = 0
  post({ type: 'done', end: endOf(result, remark), leftovers: [...leftovers] })
  if (job.reusable && leftovers.length === 0) told.close()
  else port.unref()
}

async function runWorkload(job: WorkerJob, told: Telling, memory: RunMemory, cleanups: Cleanups): Promise<BodyResult> {
  const loaded = await loadWorkload(job)
  if ('failure' in loaded)
    return { how: 'could-not-start', evidence: { code: 'body-never-ran' }, failure: verbatim(loaded.failure) }
  live = bodyOf({
    job,
    memory,
    telling: told,
    workload: loaded.workload,
    context: baseContext(job.params, told, cleanups),
    begin: () => told.tell({ type: 'started' }),
    handled: once((evidence) => told.tell({ type: 'handled', evidence })),
  })
  for (const request of earlyAsks.splice(0)) live.heard(request)
  return live.run()
}

function bodyOf(ground: BodyGround): LiveBody {
  const { kind } = ground.job
  switch (kind) {
    case 'thread':
      return threadBody(ground)
    case 'future':
      return futureBody(ground)
    case 'coroutine':
      return coroutineBody(ground)
    case 'generator':
      return new GeneratorBody(ground)
    default:
      return unreachable(kind)
  }
}

function crashed(by: 'exception' | 'rejection', error: unknown): void {
  crash({
    how: live ? 'threw' : 'could-not-start',
    evidence: { code: 'body-crashed', by },
    failure: { code: 'crashed-with-error', by, error: describeError(error) },
  })
}

function endOf(result: BodyResult, remark: Statement | undefined): EndFact {
  const { text, note } = resultText(result.value)
  return {
    type: 'ended',
    how: result.how,
    evidence: allOf(result.evidence, remark, note),
    ...(result.swallowed ? { swallowed: true } : {}),
    ...defined({ failure: result.failure, result: text }),
  }
}

function once(tell: (evidence: Statement) => void): (evidence: Statement) => void {
  let told = false
  return (evidence) => {
    if (!told) tell(evidence)
    told = true
  }
}
