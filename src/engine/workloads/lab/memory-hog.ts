import type { ThreadContext } from '../../host/contexts'

interface Hoard {
  readonly before: Hoard | undefined
  readonly page: readonly number[]
}

const PAGE_LENGTH = 2000
const PAGES_PER_LINE = 5000

/** Takes memory until its heap is exhausted. Its run fails; the app and all other runs go on. */
export default function memoryHog(ctx: ThreadContext): never {
  ctx.log('worker: up')
  // A chain of pages: V8 reports its exhaustion, while one endless array would abort the whole host.
  let hoard: Hoard | undefined
  for (let pages = 1; ; pages += 1) {
    hoard = { before: hoard, page: new Array<number>(PAGE_LENGTH).fill(pages) }
    if (pages % PAGES_PER_LINE === 0) ctx.log(`worker: holding ${(pages * PAGE_LENGTH) / 1_000_000} million numbers`)
  }
}
