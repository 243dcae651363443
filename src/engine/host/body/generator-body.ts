import { describeError } from './describe-error'
import { returned, threw, type BodyGround, type BodyResult, type LiveBody } from './live-body'

type AnyIterator = Iterator<unknown> | AsyncIterator<unknown>

/** An iterator that is pulled at a steady pace, and closed with `return()`. */
export class GeneratorBody implements LiveBody {
  readonly #ground: BodyGround
  readonly #asked: number[] = []
  #wake: () => void = () => undefined
  #yields = 0

  constructor(ground: BodyGround) {
    this.#ground = ground
  }

  heard(request: number): void {
    this.#asked.push(request)
    this.#wake()
  }

  async run(): Promise<BodyResult> {
    const { workload, context, job, begin } = this.#ground
    try {
      const made = workload(context)
      const iterator = asIterator(made)
      if (!iterator) return notAnIterator(job.workload, made)
      begin()
      return await this.#pull(iterator)
    } catch (error) {
      return threw(error)
    }
  }

  async #pull(iterator: AnyIterator): Promise<BodyResult> {
    for (;;) {
      const end = await this.#closeIfAsked(iterator)
      if (end) return end
      const step = await iterator.next()
      if (step.done) return returned(step.value)
      this.#yields += 1
      if (this.#asked.length === 0) await this.#pause()
    }
  }

  async #closeIfAsked(iterator: AnyIterator): Promise<BodyResult | undefined> {
    for (let request = this.#asked.shift(); request !== undefined; request = this.#asked.shift()) {
      const end = await this.#close(iterator, request)
      if (end) return end
    }
    return undefined
  }

  async #close(iterator: AnyIterator, request: number): Promise<BodyResult | undefined> {
    const { telling, handled } = this.#ground
    const pulled = this.#yields
    if (!iterator.return) {
      const evidence = { code: 'iterator-without-return', pulled } as const
      telling.tell({ type: 'answer', request, delivered: 'yes', evidence })
      return { how: 'closed', evidence }
    }
    let closing: IteratorResult<unknown>
    try {
      closing = await iterator.return()
    } catch (error) {
      const evidence = { code: 'return-threw' } as const
      telling.tell({ type: 'answer', request, delivered: 'yes', evidence })
      return { how: 'threw', evidence, failure: { code: 'close-threw-error', error: describeError(error) } }
    }
    const next = closing.done ? await iterator.next() : undefined
    if (next?.done) {
      const evidence = { code: 'return-honoured', pulled } as const
      handled(evidence)
      telling.tell({ type: 'answer', request, delivered: 'yes', evidence })
      return { how: 'closed', evidence }
    }
    const ignored = next ? 'gave-value' : 'return-gave-value'
    const refusal = { code: 'close-ignored', reason: { code: 'close-ignored', next: ignored } } as const
    const evidence = { code: 'return-ignored', next: ignored } as const
    telling.tell({ type: 'answer', request, delivered: 'yes', evidence, refusal })
    return undefined
  }

  #pause(): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, this.#ground.job.pullEveryMs)
      this.#wake = () => {
        clearTimeout(timer)
        resolve()
      }
    })
  }
}

function asIterator(made: unknown): AnyIterator | undefined {
  if (typeof made !== 'object' || made === null) return undefined
  return 'next' in made && typeof made.next === 'function' ? (made as AnyIterator) : undefined
}

function notAnIterator(workload: string, made: unknown): BodyResult {
  const got = made instanceof Promise ? 'a promise' : made === null ? 'null' : `a value of type ${typeof made}`
  return {
    how: 'could-not-start',
    evidence: { code: 'nothing-to-pull' },
    failure: { code: 'not-an-iterator', workload, got },
  }
}
