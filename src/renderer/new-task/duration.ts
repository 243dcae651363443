export const TIME_UNITS = ['ms', 's', 'min', 'h'] as const
export type TimeUnit = (typeof TIME_UNITS)[number]

export const MS_IN: Readonly<Record<TimeUnit, number>> = { ms: 1, s: 1000, min: 60_000, h: 3_600_000 }

/** A typed time. `text` is kept as typed, right or wrong. */
export interface TypedTime {
  readonly text: string
  readonly unit: TimeUnit
}

/** Milliseconds; or what was typed, when that is no number, so that the check can name it. */
export function millisecondsOf(time: TypedTime): number | string {
  const number = numberOf(time.text)
  // Decimal seconds are not exact in binary: 0.29 s is 290 ms, not 290.00000000000006.
  return typeof number === 'number' ? Number((number * MS_IN[time.unit]).toFixed(6)) : number
}

/** A plain decimal number; or what was typed, when it is none. */
export function numberOf(text: string): number | string {
  // `1,000` may mean one or a thousand: it is named, not guessed.
  const plain = text.trim().replace(/,(?!\d{3}$)/, '.')
  return /\d/.test(plain) && /^[+-]?\d*\.?\d*$/.test(plain) ? Number(plain) : text
}

/** An amount in a unit of so many of its kind, for a placeholder: `300`, `0.3`; empty where the unit is too large for it. */
export function shownIn(amount: number, unit: number): string {
  const shown = Number((amount / unit).toFixed(3))
  return shown === 0 ? '' : String(shown)
}

/** The time in the largest unit in which it is a whole number. */
export function typedTime(ms: number): TypedTime {
  const unit = TIME_UNITS.findLast((candidate) => ms !== 0 && ms % MS_IN[candidate] === 0) ?? 's'
  return { text: String(ms / MS_IN[unit]), unit }
}
