/** The middle one of the numbers; the mean of the two in the middle when their count is even. `undefined` of none. */
export function median(values) {
  return quantile(values, 0.5)
}

/** Linear between the two nearest; `part` is 0 to 1. */
export function quantile(values, part) {
  if (values.length === 0) return undefined
  const sorted = [...values].sort((a, b) => a - b)
  const at = (sorted.length - 1) * part
  const low = sorted[Math.floor(at)]
  const high = sorted[Math.ceil(at)]
  return low + (high - low) * (at - Math.floor(at))
}

/** `{ value, min, max, rounds }` of one figure. */
export function spread(values) {
  return { value: median(values), min: Math.min(...values), max: Math.max(...values), rounds: values.length }
}

/** Ours over the floor: the ratio of the medians, and the least and greatest ratio of two that were taken in one round. */
export function ratio(ours, floor) {
  const pairs = ours.map((value, round) => value / floor[round])
  return { ...spread(pairs), value: median(ours) / median(floor) }
}

/** Ours less the floor: the difference of the medians, and the least and greatest of two that were taken in one round. */
export function difference(ours, floor) {
  const pairs = ours.map((value, round) => value - floor[round])
  return { ...spread(pairs), value: median(ours) - median(floor) }
}

/** A number as people read it: three digits that count, and no more than asked. */
export function shown(value, digits = 1) {
  if (value === undefined || !Number.isFinite(value)) return '–'
  return value.toLocaleString('en-GB', { minimumFractionDigits: digits, maximumFractionDigits: digits })
}
