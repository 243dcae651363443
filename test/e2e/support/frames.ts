import type { Page } from '@playwright/test'

export interface FrameReport {
  /** Between two animation frames, whatever the reason: also a machine that is busy with something else. */
  readonly longestGapMs: number
  /** Nineteen of twenty gaps are no longer than this. */
  readonly p95Ms: number
  /** Frames in which the page's own work took more than 50 ms, as Chromium reports them. */
  readonly longFrames: readonly number[]
}

interface Watch {
  longestGap: number
  readonly gaps: number[]
  readonly longFrames: number[]
  stop: () => void
}

/** Watches the page draw until the returned function is called. */
export async function watchFrames(page: Page): Promise<() => Promise<FrameReport>> {
  await page.evaluate(() => {
    const longFrames: number[] = []
    const observer = new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) longFrames.push(Math.round(entry.duration))
    })
    observer.observe({ type: 'long-animation-frame' })
    const watch: Watch = { longestGap: 0, gaps: [], longFrames, stop: () => undefined }
    let last = performance.now()
    let next = requestAnimationFrame(function look(now) {
      watch.longestGap = Math.max(watch.longestGap, now - last)
      watch.gaps.push(now - last)
      last = now
      next = requestAnimationFrame(look)
    })
    watch.stop = () => {
      cancelAnimationFrame(next)
      observer.disconnect()
    }
    Object.assign(window, { frameWatch: watch })
  })
  return () =>
    page.evaluate(() => {
      const watch = (window as unknown as { frameWatch: Watch }).frameWatch
      watch.stop()
      const sorted = watch.gaps.toSorted((a, b) => a - b)
      const p95Ms = Math.round(sorted[Math.floor(sorted.length * 0.95)] ?? 0)
      return { longestGapMs: Math.round(watch.longestGap), p95Ms, longFrames: watch.longFrames }
    })
}
