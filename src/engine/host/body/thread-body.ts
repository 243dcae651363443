import type { ThreadContext } from '../contexts'
import { returned, threw, type BodyGround, type LiveBody } from './live-body'
import { stopEvent } from './stop-event'

/** A function that may block its thread. It is asked through shared memory alone. */
export function threadBody({ workload, context, memory, begin, handled }: BodyGround): LiveBody {
  const ctx: ThreadContext = { ...context, stopEvent: stopEvent(memory, handled) }
  return {
    run: async () => {
      begin()
      try {
        return returned(await workload(ctx))
      } catch (error) {
        return threw(error)
      }
    },
    heard: () => undefined,
  }
}
