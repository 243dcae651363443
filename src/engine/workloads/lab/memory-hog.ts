import type { ThreadContext } from '../../host/contexts'

interface Hoard {
  readonly before: Hoard | undefined
  readonly text: string
}

/** Takes memory until its heap is exhausted. Its run fails; the app and all other runs go on. */
export default function memoryHog(ctx: ThreadContext): never {
  ctx.log('worker: up')
  // A chain of small objects: V8 reports its exhaustion, while one huge array would abort the whole host.
  let hoard: Hoard | undefined
  for (let count = 1; ; count += 1) {
    hoard = { before: hoard, text: `piece ${count}` }
    if (count % 1_000_000 === 0) ctx.log(`worker: holding ${count / 1_000_000} million pieces`)
  }
}
