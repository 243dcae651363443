/** Milliseconds on the monotonic clock. Durations and patience are measured on it, so that a jump of the wall clock moves nothing. */
export function monotonicMs(): number {
  return performance.now()
}

/** Wall clock, milliseconds since 1970: for showing, never for measuring. */
export function wallMs(): number {
  return Date.now()
}

/** Rounded to a tenth: finer than anything observed here is true. */
export function tenths(ms: number): number {
  return Math.round(ms * 10) / 10
}
