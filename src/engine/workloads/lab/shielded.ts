import { setTimeout as pause } from 'node:timers/promises'
import type { CoroutineContext } from '../../host/contexts'

const SAVING_MS = 3000

/** Saves again and again, each time shielded: a cancellation ends the waiting, and what is being saved is saved whole. */
export default async function shielded(ctx: CoroutineContext): Promise<never> {
  ctx.log('coroutine: up')
  try {
    for (let count = 1; ; count += 1) await ctx.shield(save(ctx, count))
  } catch (error) {
    if (error instanceof ctx.CancelledError) ctx.log('coroutine: cancelled, the saving goes on')
    throw error
  }
}

async function save(ctx: CoroutineContext, count: number): Promise<void> {
  ctx.log(`coroutine: saving ${count}`)
  await pause(SAVING_MS)
  ctx.log(`coroutine: saved ${count}`)
}
