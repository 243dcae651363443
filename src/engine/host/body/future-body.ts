import type { FutureContext } from '../contexts'
import { isCancellation } from './cancelled-error'
import { returned, threw, type BodyGround, type LiveBody } from './live-body'
import { sharedSignal } from './shared-signal'

/** A job with an AbortSignal. Honouring it is up to the job. */
export function futureBody({ workload, context, memory, begin, handled }: BodyGround): LiveBody {
  const reason = new DOMException('the job was asked to stop', 'AbortError')
  const shared = sharedSignal(
    memory,
    () => reason,
    () => handled({ code: 'signal-read-aborted' }),
  )
  const ctx: FutureContext = { ...context, signal: shared.signal }
  return {
    run: async () => {
      begin()
      try {
        return returned(await workload(ctx))
      } catch (error) {
        if (memory.isAsked() && isCancellation(error)) {
          return { how: 'cancelled', evidence: { code: 'abort-honoured' } }
        }
        return threw(error)
      }
    },
    heard: () => {
      if (shared.refresh()) handled({ code: 'abort-listener-called' })
    },
  }
}
