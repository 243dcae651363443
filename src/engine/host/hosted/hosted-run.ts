import { defined } from '@tools/defined'
import { type Statement, allOf, verbatim } from '@contract/statement'
import type { AnswerFact, EndFact, RunFact, StartCommand, WorkerFact } from '../host-protocol'
import { RunMemory } from '../run-memory'
import { endByExit, EXIT_GRACE_MS } from './thread-end'
import type { ThreadExit, WorkerThread } from './worker-thread'

/** How often dropped lines are told while they go on being dropped. */
const TELL_DROPPED_MS = 250

export interface HostedRunGround {
  readonly command: StartCommand
  readonly tell: (fact: RunFact) => void
  /** The thread is free for another job of its executor. */
  readonly free: (thread: WorkerThread) => void
  /** The end was told; nothing of the run is left here. */
  readonly over: () => void
}

/** One run on one worker thread, as the host sees it: from the job to the observed end. */
export class HostedRun {
  readonly #ground: HostedRunGround
  readonly #memory = new RunMemory()
  #thread: WorkerThread | undefined
  #started = false
  #terminateAsked = false
  #done: EndFact | undefined
  #leftovers: readonly string[] = []
  #graceOver = false
  #grace: NodeJS.Timeout | undefined
  #toldDroppedAt = 0

  constructor(ground: HostedRunGround) {
    this.#ground = ground
  }

  /** `terminate` may have come while the module was looked for: then no thread is started. */
  get ended(): boolean {
    return this.#terminateAsked && !this.#thread
  }

  begin(thread: WorkerThread, moduleUrl: string): void {
    this.#thread = thread
    thread.listener = {
      fact: (fact) => this.#fact(fact),
      output: (bytes, stream) => this.#strayOutput(bytes, stream),
      exit: (exit) => this.#exited(exit),
    }
    const { runId, kind, name, workload, params, pullEveryMs, executor } = this.#ground.command
    const reusable = executor !== undefined
    const memory = this.#memory.shared
    thread.post({ type: 'job', runId, kind, name, workload, moduleUrl, params, pullEveryMs, memory, reusable })
  }

  fail(failure: string): void {
    this.#end({
      type: 'ended',
      how: 'could-not-start',
      evidence: { code: 'body-never-ran' },
      failure: verbatim(failure),
    })
  }

  ask(request: number): void {
    const first = this.#memory.ask()
    this.#thread?.post({ type: 'ask', request })
    const { kind } = this.#ground.command
    // Only the worker itself can say what return() answered.
    if (kind !== 'generator') this.#answer(request, { code: 'asked-in-shared-memory', kind, again: !first })
  }

  terminate(request: number): void {
    this.#terminateAsked = true
    this.#answer(request, { code: 'thread-told-to-end' })
    if (this.#thread) this.#thread.terminate()
    else this.#end({ type: 'ended', how: 'forced', evidence: { code: 'terminated-before-thread' } })
  }

  /** The engine took what it was told. */
  giveBack(cost: number): void {
    this.#memory.giveBack(cost)
  }

  #fact(fact: WorkerFact): void {
    if (this.#done) return this.#afterDone(fact)
    switch (fact.type) {
      case 'done':
        return this.#finished(fact.end, fact.leftovers)
      case 'progress':
        this.#ground.tell({ type: 'progress', value: this.#memory.takeProgress() })
        break
      case 'started':
        this.#started = true
        this.#ground.tell(fact)
        break
      default:
        this.#ground.tell(fact)
    }
    this.#tellDropped(TELL_DROPPED_MS)
  }

  /** What a leftover still tells is let through; it cannot begin, clean up or end a second time. */
  #afterDone(fact: WorkerFact): void {
    if (fact.type === 'log' || fact.type === 'output') this.#ground.tell(fact)
  }

  #finished(end: EndFact, leftovers: readonly string[]): void {
    this.#done = end
    this.#leftovers = leftovers
    const thread = this.#thread
    if (this.#ground.command.executor !== undefined && thread && leftovers.length === 0 && !this.#terminateAsked) {
      this.#thread = undefined
      this.#ground.free(thread)
      this.#end({ ...end, evidence: allOf(end.evidence, { code: 'thread-free-again' }) })
      return
    }
    this.#grace = setTimeout(() => {
      this.#graceOver = true
      this.#thread?.terminate()
    }, EXIT_GRACE_MS)
  }

  #exited(exit: ThreadExit): void {
    clearTimeout(this.#grace)
    this.#end(
      endByExit(exit, {
        started: this.#started,
        terminateAsked: this.#terminateAsked,
        leftovers: this.#leftovers,
        graceOver: this.#graceOver,
        ...defined({ done: this.#done }),
      }),
    )
  }

  #end(end: EndFact): void {
    this.#tellDropped(0)
    this.#ground.tell(end)
    this.#ground.over()
  }

  #answer(request: number, evidence: Statement): void {
    const answer: AnswerFact = { type: 'answer', request, delivered: 'yes', evidence }
    this.#ground.tell(answer)
  }

  #strayOutput(bytes: Uint8Array, stream: 'stdout' | 'stderr'): void {
    const cost = bytes.length
    if (this.#memory.admit(cost)) this.#ground.tell({ type: 'output', stream, bytes: new Uint8Array(bytes), cost })
    else this.#memory.countDropped(1)
  }

  #tellDropped(everyMs: number): void {
    const now = performance.now()
    if (everyMs > 0 && now - this.#toldDroppedAt < everyMs) return
    this.#toldDroppedAt = now
    const lines = this.#memory.takeDropped()
    if (lines > 0) this.#ground.tell({ type: 'dropped', lines })
  }
}
