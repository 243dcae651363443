import type { WorkloadContext } from '../contexts'
import type { Json } from '@contract/json'
import type { Cleanups } from './cleanups'
import type { Telling } from './telling'

/** The part of the context that every kind has. */
export function baseContext(params: Json | undefined, telling: Telling, cleanups: Cleanups): WorkloadContext {
  return {
    params,
    log: (text: unknown) => telling.log(String(text)),
    progress: (fraction) => {
      if (typeof fraction !== 'number' || !(fraction >= 0 && fraction <= 1)) {
        throw new TypeError(`ctx.progress(fraction) got ${String(fraction)}, expected a number from 0 to 1`)
      }
      telling.progress(fraction)
    },
    cleanup: (name, run) => cleanups.add(name, run),
  }
}
