/** How long a run has been alive, in as few characters as say it: `8 s`, `2:05`, `1:02:05`, `3 d 4 h`. */
export function elapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 60) return `${String(seconds)} s`
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${String(minutes)}:${pad(seconds % 60)}`
  if (hours < 24) return `${String(hours)}:${pad(minutes % 60)}:${pad(seconds % 60)}`
  return `${String(Math.floor(hours / 24))} d ${String(hours % 24)} h`
}

/** How long a run has been alive so far, where nobody waits for the second: `8 s`, `20 s`, `12 min`, `1 h 5 min`, `3 d 4 h`. */
export function roundElapsedText(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000))
  if (seconds < 10) return `${String(seconds)} s`
  if (seconds < 60) return `${String(seconds - (seconds % 10))} s`
  const minutes = Math.floor(seconds / 60)
  const hours = Math.floor(minutes / 60)
  if (hours === 0) return `${String(minutes)} min`
  if (hours < 24) return `${String(hours)} h ${String(minutes % 60)} min`
  return elapsedText(ms)
}

/**
 * A measured span: `312 ms`, `5.0 s`, `2 min 5 s`. The unit is chosen after rounding: 999.6 ms is `1.0 s`, 119.6 s is `2 min 0 s`.
 * Receipts keep it.
 */
export function spanText(ms: number): string {
  if (Math.round(ms) < 1_000) return `${String(Math.round(ms))} ms`
  if (Math.round(ms / 100) < 600) return secondsText(ms)
  const seconds = Math.round(ms / 1_000)
  return `${String(Math.floor(seconds / 60))} min ${String(seconds % 60)} s`
}

/** In seconds however long it is, so that times beside each other compare: `0.4 s`, `75.0 s`. */
export function secondsText(ms: number): string {
  return `${(Math.round(ms / 100) / 10).toFixed(1)} s`
}

/** How long something lasted that is over: short ones to what can be told apart. */
export function livedText(ms: number): string {
  return ms < 10_000 ? spanText(ms) : elapsedText(ms)
}

/** A span that somebody set, as it was set: `5 s`, `1.2 s`, `300 ms`, `1 min`, `1 min 1 s`. */
export function patienceText(ms: number): string {
  if (ms < 60_000) return ms % 1_000 === 0 ? `${String(ms / 1_000)} s` : spanText(ms)
  return ms % 60_000 === 0 ? `${String(ms / 60_000)} min` : spanText(ms)
}

/** A countdown: tenths of a second, never below zero. */
export function countdownText(ms: number): string {
  return secondsText(Math.max(0, ms))
}

/** `900 B`, `2 KB`, `8.5 MB`, `85 MB`, `3.0 GB`. Like a span, the unit is chosen after rounding. */
export function bytesText(bytes: number): string {
  if (Math.round(bytes) < KILO) return `${String(Math.round(bytes))} B`
  if (Math.round(bytes / KILO) < KILO) return `${(bytes / KILO).toFixed(0)} KB`
  const mega = bytes / KILO ** 2
  if (Math.round(mega * 10) < 100) return `${mega.toFixed(1)} MB`
  return Math.round(mega) < KILO ? `${mega.toFixed(0)} MB` : `${(mega / KILO).toFixed(1)} GB`
}

const KILO = 1_024

/** Local time of day: `14:03:09`, with `.123` when `precise`. */
export function clockText(at: number, precise = false): string {
  const time = new Date(at)
  const text = [time.getHours(), time.getMinutes(), time.getSeconds()].map(pad).join(':')
  return precise ? `${text}.${String(time.getMilliseconds()).padStart(3, '0')}` : text
}

function pad(value: number): string {
  return String(value).padStart(2, '0')
}

// How a file writes a duration.

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
