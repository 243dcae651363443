import type { ThreadContext } from '../../host/contexts'

/** Ticks each second until its stop event is set, then cleans up and returns how often it ticked. */
export default function ticker(ctx: ThreadContext): { ticks: number } {
  ctx.log('worker: up')
  ctx.cleanup('give back what the worker holds', () => ctx.log('worker: cleaned up'))
  let ticks = 0
  while (!ctx.stopEvent.wait(1000)) {
    ticks += 1
    ctx.log(`worker: tick ${ticks}`)
  }
  ctx.log('worker: stop event seen, cleaning up')
  return { ticks }
}
