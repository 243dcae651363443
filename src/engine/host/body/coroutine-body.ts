import { setTimeout as pause } from 'node:timers/promises'
import type { CoroutineContext } from '../contexts'
import { Cancellation } from './cancellation'
import { CancelledError, isCancellation } from './cancelled-error'
import { describeError } from './describe-error'
import { returned, threw, type BodyGround, type BodyResult, type LiveBody } from './live-body'

/** An async function on an event loop of its own, cancelled as a task of `asyncio` is. */
export function coroutineBody({ workload, context, memory, begin, handled }: BodyGround): LiveBody {
  const cancellation = new Cancellation(memory, handled)
  const ctx: CoroutineContext = {
    ...context,
    CancelledError,
    signal: cancellation.signal,
    sleep: (ms) => cancellation.wait((ended) => sleepFor(ms, ended)),
    shield: (promise) => cancellation.shield(promise),
  }
  return {
    run: async () => {
      // As in asyncio, a coroutine that is cancelled before its first step never takes it.
      if (memory.isAsked()) return { how: 'cancelled', evidence: { code: 'cancelled-before-begin' } }
      begin()
      try {
        return ownEnd(await workload(ctx), cancellation.raised)
      } catch (error) {
        if (memory.isAsked() && isCancellation(error))
          return { how: 'cancelled', evidence: { code: 'cancellation-went-through' } }
        return threw(error)
      }
    },
    heard: () => cancellation.heard(),
    close: async () => {
      const failed = await cancellation.close()
      if (failed.length === 0) return undefined
      return { code: 'shielded-promise-failed', error: describeError(failed[0]?.reason) }
    },
  }
}

function ownEnd(value: unknown, raised: boolean): BodyResult {
  if (!raised) return returned(value)
  return { how: 'returned', evidence: { code: 'cancellation-swallowed' }, value, swallowed: true }
}

async function sleepFor(ms: number, ended: AbortSignal): Promise<void> {
  if (typeof ms !== 'number' || Number.isNaN(ms) || ms < 0) {
    throw new TypeError(`ctx.sleep(ms) got ${String(ms)}, expected a number of milliseconds from 0 up`)
  }
  await pause(ms, undefined, { signal: ended })
}
