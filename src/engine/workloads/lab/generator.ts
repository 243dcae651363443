import type { Json } from '@contract/json'
import type { GeneratorContext } from '../../host/contexts'

/** Yields 1, 2, 3 … for as long as it is pulled; closing it runs its `finally`. With `params.cleanup` it has a cleanup that it tells of. */
export default function* generator(ctx: GeneratorContext): Generator<number, void> {
  ctx.log('generator: up')
  if (hasCleanup(ctx.params)) ctx.cleanup('give back what the generator holds', () => ctx.log('generator: cleaned up'))
  try {
    for (let n = 1; ; n += 1) {
      ctx.log(`generator: yielded ${n}`)
      yield n
    }
  } finally {
    ctx.log('generator: closed, cleaning up')
  }
}

function hasCleanup(params: Json | undefined): boolean {
  return typeof params === 'object' && params !== null && Reflect.get(params, 'cleanup') === true
}
