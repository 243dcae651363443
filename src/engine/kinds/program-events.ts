import type { Readable } from 'node:stream'
import { defined } from '@tools/defined'
import { z } from 'zod'
import { verbatim } from '@contract/statement'
import { asSentence } from '@vocabulary/sentences/text'
import type { BodyReport } from './task-kind'

const LONGEST_LINE = 8_192
/** No program has that many cleanups: one that says so floods us, and is heard no more. */
const MOST_EVENTS = 2_000

/** What a program may tell on the events descriptor, one JSON object a line. Anything else is passed over. */
const programEvent = z.discriminatedUnion('event', [
  z.object({ event: z.literal('handled'), text: z.string().max(500).optional() }),
  z.object({ event: z.literal('cleanup-started'), name: z.string().min(1).max(200) }),
  z.object({ event: z.literal('cleanup-finished'), name: z.string().min(1).max(200) }),
  z.object({
    event: z.literal('cleanup-failed'),
    name: z.string().min(1).max(200),
    error: z.string().max(2_000).optional(),
  }),
  z.object({ event: z.literal('progress'), value: z.number().min(0).max(1) }),
])

/**
 * Reads the events descriptor. Lines that do not parse, lines that are too long and lines without an end cost nothing and change
 * nothing, wherever the pipe cuts them.
 */
export function readProgramEvents(pipe: Readable, report: BodyReport): void {
  pipe.setEncoding('utf8')
  pipe.on('error', () => undefined)
  pipe.on('data', programEvents(report))
}

/** Takes the text as it comes, cut anywhere. */
export function programEvents(report: BodyReport): (text: string) => void {
  let rest = ''
  let skipping = false
  let left = MOST_EVENTS
  return (text) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    // The end of a line whose beginning was too long is no line.
    if (skipping && lines.length > 0) lines.shift()
    skipping = rest.length > LONGEST_LINE || (skipping && !text.includes('\n'))
    if (skipping) rest = ''
    for (const line of lines) {
      const event = line.length > LONGEST_LINE ? undefined : parsedEvent(line)
      if (event && (event.event === 'progress' || left-- > 0)) tellEvent(event, report)
    }
  }
}

type ProgramEvent = z.infer<typeof programEvent>

function tellEvent(event: ProgramEvent, report: BodyReport): void {
  switch (event.event) {
    case 'handled':
      return report.handled(
        event.text === undefined ? { code: 'program-took-notice' } : verbatim(asSentence(event.text)),
      )
    case 'cleanup-started':
      return report.cleanup({ name: event.name, state: 'started' })
    case 'cleanup-finished':
      return report.cleanup({ name: event.name, state: 'finished' })
    case 'cleanup-failed':
      return report.cleanup({
        name: event.name,
        state: 'failed',
        ...defined({ error: event.error }),
      })
    case 'progress':
      return report.progress(event.value)
  }
}

function parsedEvent(line: string): ProgramEvent | undefined {
  try {
    return programEvent.safeParse(JSON.parse(line)).data
  } catch {
    return undefined
  }
}
