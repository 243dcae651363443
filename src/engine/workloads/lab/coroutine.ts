import type { CoroutineContext } from '../../host/contexts'

/** Waits until it is cancelled, says so, raises the cancellation again, and awaits a cleanup of one second. */
export default async function coroutine(ctx: CoroutineContext): Promise<never> {
  ctx.log('coroutine: up')
  ctx.cleanup('close the session', async () => {
    await ctx.sleep(1000)
    ctx.log('coroutine: cleanup done')
  })
  try {
    for (;;) await ctx.sleep(60_000)
  } catch (error) {
    if (error instanceof ctx.CancelledError) ctx.log('coroutine: cancelled, cleaning up')
    throw error
  }
}
