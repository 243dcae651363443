import type { GeneratorContext } from '../../host/contexts'

/** Yields 1, 2, 3 … for as long as it is pulled; closing it runs its `finally`. */
export default function* generator(ctx: GeneratorContext): Generator<number, void> {
  ctx.log('generator: up')
  try {
    for (let n = 1; ; n += 1) {
      ctx.log(`generator: yielded ${n}`)
      yield n
    }
  } finally {
    ctx.log('generator: closed, cleaning up')
  }
}
