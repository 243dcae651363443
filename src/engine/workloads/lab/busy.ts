import type { ThreadContext } from '../../host/contexts'

/** Never looks at its stop event: only terminate ends it. */
export default function busy(ctx: ThreadContext): never {
  ctx.log('worker: up')
  for (;;);
}
