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

/** `312 ms`, `5.0 s`, `2 min 5 s`. */
export function spokenDuration(ms: number): string {
  if (ms < 1_000) return `${Math.round(ms)} ms`
  if (ms < 60_000) return `${(ms / 1_000).toFixed(1)} s`
  return `${Math.floor(ms / 60_000)} min ${Math.round((ms % 60_000) / 1_000)} s`
}
