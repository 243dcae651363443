import { z } from 'zod'

// The page forbids `eval`; without this zod tries `new Function` with the first schema that is made, and the browser reports it.
z.config({ jitless: true })

// Every message in this file is an *expected* in words: `parseTaskSpec` puts it into the sentence.

export const TEXT_LIMITS = {
  nameLength: 120,
  /** Linux refuses a single argument of 128 KiB or more. */
  argumentLength: 131_071,
  pathLength: 4_096,
} as const

const CONTROL_CHARACTER = /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/

export function text(expected: string, fits: (value: string) => boolean) {
  return z.string({ error: expected }).refine(fits, { error: expected })
}

export function whole(min: number, max: number) {
  const error = `a whole number from ${min} to ${max}`
  return z.number({ error }).refine((value) => Number.isInteger(value) && value >= min && value <= max, { error })
}

export function listOf<Item extends z.ZodType>(item: Item, least: number, most: number, expected: string) {
  return z.array(item, { error: expected }).min(least, { error: expected }).max(most, { error: expected })
}

export const withoutNul = (value: string): boolean => !value.includes('\0')
export const isBlank = (value: string): boolean => value.trim() === ''

export const port = whole(1, 65_535)

export const label = text(
  `1 to ${TEXT_LIMITS.nameLength} characters on one line, not only spaces`,
  (value) => value.length <= TEXT_LIMITS.nameLength && !isBlank(value) && !CONTROL_CHARACTER.test(value),
)

export const argumentText = text(
  `text of at most ${TEXT_LIMITS.argumentLength} characters without a NUL character`,
  (value) => value.length <= TEXT_LIMITS.argumentLength && withoutNul(value),
)

export const pathText = text(
  `a path of 1 to ${TEXT_LIMITS.pathLength} characters without a NUL character`,
  (value) => !isBlank(value) && value.length <= TEXT_LIMITS.pathLength && withoutNul(value),
)
