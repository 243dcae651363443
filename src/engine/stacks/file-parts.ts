import { z } from 'zod'
import { FOLLOWS } from '@contract/follow'
import { FAMILY_REACHES } from '@contract/life'
import { TEXT_LIMITS } from '@contract/schema-parts'
import { DURATION_PATTERN, readDuration } from '@vocabulary/durations'

// Every message is an *expected* in words. What JSON Schema can say is said with checks that JSON Schema has, so that an
// editor underlines what the app refuses.

const DAY_MS = 86_400_000

/** A map with known keys. For an unknown key the message is the list of the known ones, for `did-you-mean`. */
export function known<Shape extends z.core.$ZodShape>(shape: Shape, expected: string) {
  return z.strictObject(shape, {
    error: (issue) => (issue.code === 'unrecognized_keys' ? Object.keys(shape).join(', ') : expected),
  })
}

export function wholeFrom(least: number, most: number) {
  const error = `a whole number from ${least} to ${most}`
  return z.int({ error }).min(least, { error }).max(most, { error })
}

export const portNumber = wholeFrom(1, 65_535)
export const yesOrNo = z.boolean({ error: 'true or false' })

/** `500ms`, `5s`, `2m`, `1h`, or a number of milliseconds. */
export function duration(leastMs: number, mostMs = DAY_MS) {
  const error = `a duration such as 500ms, 5s, 2m or 1h, or a number of milliseconds, from ${leastMs} to ${mostMs} ms`
  return z
    .union([z.int().min(leastMs, { error }).max(mostMs, { error }), z.string().regex(DURATION_PATTERN, { error })], {
      error,
    })
    .refine(
      (value) => {
        const milliseconds = readDuration(value)
        return milliseconds !== undefined && milliseconds >= leastMs && milliseconds <= mostMs
      },
      { error },
    )
}

export function textOf(most: number, expected: string) {
  return z
    .string({ error: expected })
    .min(1, { error: expected })
    .max(most, { error: expected })
    .regex(/^[^\0]*$/, { error: expected })
}

export function few<Item extends z.ZodType>(item: Item, least: number, most: number, of: string) {
  const error = least === 0 ? `a list of at most ${most} ${of}` : `a list of ${least} to ${most} ${of}`
  return z.array(item, { error }).min(least, { error }).max(most, { error })
}

const nameError = `a name of 1 to ${TEXT_LIMITS.nameLength} characters on one line`
/** No character that breaks a line or hides. Composed, as a literal would hold control characters. */
const VISIBLE = '[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]'
export const taskName = z
  .string({ error: nameError })
  .max(TEXT_LIMITS.nameLength, { error: nameError })
  .regex(new RegExp(`^(?=.*\\S)${VISIBLE}+$`), { error: nameError })

export const filePath = textOf(TEXT_LIMITS.pathLength, `a path of 1 to ${TEXT_LIMITS.pathLength} characters`)

const argument = z
  .string({ error: 'a text' })
  .max(TEXT_LIMITS.argumentLength, { error: `at most ${TEXT_LIMITS.argumentLength} characters` })
  .regex(/^[^\0]*$/, { error: 'a text without a NUL character' })

/** A command line, split into words without a shell, or the words themselves. */
const commandError = 'a command line such as npm run dev, or a list of a program and its arguments'
export const commandWords = z.union(
  [
    textOf(TEXT_LIMITS.argumentLength, commandError).regex(/\S/, { error: commandError }),
    few(argument, 1, 4_096, 'texts'),
  ],
  { error: commandError },
)

const variable = z.union(
  [z.string().regex(/^[^\0]*$/, { error: 'a text without a NUL character' }), z.number(), z.boolean()],
  {
    error: 'a text, a number, true or false',
  },
)
export const variables = z.record(z.string().regex(/^[^=\0]+$/, { error: 'a name without = or NUL' }), variable, {
  error: 'a map of names to values',
})

export const plainText = argument

export const familyReach = z
  .literal(FAMILY_REACHES, { error: 'session or all' })
  .describe(
    'What a stop ends. session: of a task in a terminal, what lives in its session. all: whatever carries its mark, also a tmux server.',
  )

export const follow = z
  .literal(FOLLOWS, { error: 'leader or family' })
  .describe('Whose end is the end, when the program goes to the background: it leaves with code 0, and others go on.')
