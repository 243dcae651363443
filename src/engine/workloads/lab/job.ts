import { setTimeout as pause } from 'node:timers/promises'
import type { Json } from '@contract/json'
import type { FutureContext } from '../../host/contexts'

const STEP_MS = 100

/** Works for `params.seconds` (default 3) and gives the square of `params.n` (default 1). Honours its abort signal. With `params.cleanup` it has a cleanup. */
export default async function job(ctx: FutureContext): Promise<number> {
  const { seconds, n } = numbersOf(ctx.params)
  if (hasCleanup(ctx.params)) ctx.cleanup('give back what the job holds', () => ctx.log('future: cleaned up'))
  const steps = Math.max(1, Math.ceil((seconds * 1000) / STEP_MS))
  for (let step = 0; step < steps; step += 1) {
    ctx.progress(step / steps)
    await pause((seconds * 1000) / steps, undefined, { signal: ctx.signal })
  }
  ctx.progress(1)
  ctx.log(`future: result ${n * n}`)
  return n * n
}

function hasCleanup(params: Json | undefined): boolean {
  return typeof params === 'object' && params !== null && Reflect.get(params, 'cleanup') === true
}

function numbersOf(params: Json | undefined): { seconds: number; n: number } {
  const given = typeof params === 'object' && params !== null && !Array.isArray(params) ? params : {}
  return { seconds: numberOf(given, 'seconds', 3), n: numberOf(given, 'n', 1) }
}

function numberOf(params: object, name: string, otherwise: number): number {
  const value: unknown = Reflect.get(params, name)
  if (value === undefined) return otherwise
  if (typeof value === 'number' && Number.isFinite(value) && value >= 0) return value
  throw new TypeError(`lab/job got params.${name} = ${JSON.stringify(value)}, expected a number from 0 up`)
}
