/* global window, requestAnimationFrame, cancelAnimationFrame -- parts of it run in the page */
import { delay } from '../clock.mjs'
import { quantile } from '../statistics.mjs'

/** The resolution of Node's histogram, which is part of every value that it gives. */
const LOOP_RESOLUTION_MS = 5

/** Frames of the page and holds of main's event loop over a window of time. */
export async function watchFrames({ app, page }, ms) {
  await startWatching({ app, page })
  await delay(ms)
  return stopWatching({ app, page })
}

export async function startWatching({ app, page }) {
  await app.evaluate((_electron, resolution) => {
    const { monitorEventLoopDelay } = process.getBuiltinModule('node:perf_hooks')
    globalThis.benchLoop = monitorEventLoopDelay({ resolution })
    globalThis.benchLoop.enable()
  }, LOOP_RESOLUTION_MS)
  await page.evaluate(() => {
    const gaps = []
    let last = 0
    const frame = (at) => {
      if (last > 0) gaps.push(at - last)
      last = at
      window.benchFrame = requestAnimationFrame(frame)
    }
    window.benchGaps = gaps
    window.benchFrame = requestAnimationFrame(frame)
  })
}

/** `{ frameP95, frames, loopP99, loopMax }`, in milliseconds. */
export async function stopWatching({ app, page }) {
  const gaps = await page.evaluate(() => {
    cancelAnimationFrame(window.benchFrame)
    return window.benchGaps
  })
  const loop = await app.evaluate(() => {
    globalThis.benchLoop.disable()
    return { p99: globalThis.benchLoop.percentile(99) / 1e6, max: globalThis.benchLoop.max / 1e6 }
  })
  return {
    frameP95: quantile(gaps, 0.95),
    frames: gaps.length,
    loopP99: Math.max(0, loop.p99 - LOOP_RESOLUTION_MS),
    loopMax: Math.max(0, loop.max - LOOP_RESOLUTION_MS),
  }
}
