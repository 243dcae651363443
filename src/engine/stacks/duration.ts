const UNITS = { ms: 1, s: 1_000, m: 60_000, h: 3_600_000 } as const
type Unit = keyof typeof UNITS

/** How a duration looks as text: `500ms`, `1.5s`, `2m`, `1h`. */
export const DURATION_PATTERN = /^\d{1,10}(?:\.\d{1,3})?(?:ms|s|m|h)$/

/** Milliseconds of `500ms`, `5s`, `2m`, `1h` or a number of milliseconds; `undefined` for anything else. */
export function readDuration(value: string | number): number | undefined {
  if (typeof value === 'number') return Number.isInteger(value) ? value : undefined
  if (!DURATION_PATTERN.test(value)) return undefined
  const unit = (/[a-z]+$/.exec(value)?.[0] ?? 'ms') as Unit
  const milliseconds = Number.parseFloat(value) * UNITS[unit]
  const rounded = Math.round(milliseconds)
  // 0.5 s is 500 ms in spite of floating point; half a millisecond is nothing anybody can wait for.
  return Math.abs(milliseconds - rounded) < 1e-6 ? rounded : undefined
}

/** The shortest form that `readDuration` reads back. */
export function sayDuration(milliseconds: number): string {
  if (milliseconds === 0) return '0ms'
  for (const unit of ['h', 'm', 's'] as const) {
    if (milliseconds % UNITS[unit] === 0) return `${milliseconds / UNITS[unit]}${unit}`
  }
  return `${milliseconds}ms`
}
