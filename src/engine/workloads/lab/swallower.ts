import type { CoroutineContext } from '../../host/contexts'

/** Catches its cancellation and returns as if nothing had been. */
export default async function swallower(ctx: CoroutineContext): Promise<string> {
  ctx.log('coroutine: up')
  try {
    for (;;) await ctx.sleep(60_000)
  } catch (error) {
    if (!(error instanceof ctx.CancelledError)) throw error
    ctx.log('coroutine: cancelled, and I stay')
    return 'stayed'
  }
}
