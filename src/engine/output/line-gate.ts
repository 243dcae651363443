import { decodeWholeCharacters } from './decode'
import { hasInk } from './has-ink'
import { LineBytes } from './line-bytes'

/** A person reads a few lines a second; a burst of start-up lines is let through whole. */
const BURST_LINES = 200
const LINES_PER_SECOND = 50
/** Of a longer line only this much is logged, with a mark; the output keeps it whole. */
const MAX_LINE_BYTES = 64 * 1024
/** A long line counts as several: what the log takes in a second is bounded in bytes too. */
const BYTES_PER_TOKEN = 4_000
/** The most that a card is given of the last line. */
const LAST_LINE_CHARACTERS = 4_000
/** The first half of a pair that stands for one character. */
const HALF_AT_END = /[\ud800-\udbff]$/
/** Of bytes that are not logged only this much is looked at, for the card's last line. */
const TAIL_BYTES = 2_048
/** While nothing passes that the count could stand before, it is told this often. */
const TELL_SKIPPED_EVERY_MS = 1_000
const LINE_BREAK = 0x0a
const CARRIAGE_RETURN = 0x0d
const TRUNCATED = ` … (truncated at ${MAX_LINE_BYTES / 1024} KB; the output has the whole line)`

export interface LineSink {
  line(text: string): void
  skipped(bytes: number): void
}

/**
 * Cuts a stream of bytes into lines for the log, and lets only as many through as anybody can follow. Every byte is in a line
 * that passed, was written over by it, or is counted as skipped; the output file has them all. The cost per chunk is bounded
 * whatever the chunk holds.
 */
export class LineGate {
  readonly #sink: LineSink
  readonly #now: () => number
  readonly #line = new LineBytes()
  /** What comes until the next line break belongs to a line whose beginning was cut or held back. */
  #restOfLine = false
  #tokens = BURST_LINES
  #refilledAt: number
  #skippedBytes = 0
  #skippedToldAt: number
  lastLine: string | undefined

  constructor(sink: LineSink, now: () => number) {
    this.#sink = sink
    this.#now = now
    this.#refilledAt = this.#skippedToldAt = now()
  }

  write(chunk: Uint8Array): void {
    this.#refill()
    let from = 0
    while (from < chunk.byteLength) {
      if (this.#tokens < 1) return this.#holdBack(chunk.subarray(from))
      const lineBreak = chunk.indexOf(LINE_BREAK, from)
      this.#take(chunk.subarray(from, lineBreak < 0 ? chunk.byteLength : lineBreak))
      if (lineBreak < 0) {
        // A question, or a bar that is drawn over and over: a line that does not end is shown as far as it is known.
        if (!this.#restOfLine) this.#show(this.#line.bytes)
        break
      }
      this.#endLine()
      from = lineBreak + 1
    }
    if (this.#refilledAt - this.#skippedToldAt > TELL_SKIPPED_EVERY_MS) this.#tellSkipped()
  }

  /** The source has ended: a last line without a line break is a line too. */
  end(): void {
    if (this.#line.length > 0) this.#pass(this.#line.bytes, '')
    this.#line.clear()
    this.#tellSkipped()
  }

  #take(bytes: Uint8Array): void {
    if (this.#restOfLine) return this.#skip(bytes)
    const room = MAX_LINE_BYTES - this.#line.length
    this.#line.add(bytes.subarray(0, room))
    if (bytes.byteLength > room) this.#overflow(bytes.subarray(room))
  }

  #endLine(): void {
    if (this.#restOfLine) this.#skippedBytes += 1
    else this.#pass(this.#line.bytes, '')
    this.#restOfLine = false
    this.#line.clear()
  }

  #overflow(rest: Uint8Array): void {
    const { bytes, length } = this.#line
    const writtenOver = bytes.lastIndexOf(CARRIAGE_RETURN, length - 2) + 1
    if (writtenOver > 0) {
      this.#line.dropFirst(writtenOver)
      this.#skippedBytes += writtenOver
      return this.#take(rest)
    }
    const { used } = decodeWholeCharacters(bytes, true)
    this.#pass(bytes.subarray(0, used), TRUNCATED)
    this.#skippedBytes += this.#line.clear() - used
    this.#restOfLine = true
    this.#skip(rest)
  }

  #pass(bytes: Buffer, mark: string): void {
    this.#tellSkipped()
    const text = lastDrawn(decodeWholeCharacters(bytes, false).text)
    if (hasInk(text)) this.lastLine = text.slice(0, LAST_LINE_CHARACTERS).replace(HALF_AT_END, '')
    this.#tokens -= Math.max(1, bytes.byteLength / BYTES_PER_TOKEN)
    this.#sink.line(text + mark)
  }

  #holdBack(bytes: Uint8Array): void {
    this.#skippedBytes += this.#line.clear()
    this.#restOfLine = bytes.at(-1) !== LINE_BREAK
    this.#skip(bytes)
  }

  #skip(bytes: Uint8Array): void {
    this.#skippedBytes += bytes.byteLength
    this.#show(bytes)
  }

  /** The last line in these bytes is what the card shows. */
  #show(bytes: Uint8Array): void {
    const tail = bytes.subarray(-TAIL_BYTES)
    const { text } = decodeWholeCharacters(tail.subarray(tail === bytes ? 0 : continuationBytes(tail)), true)
    const shown = text.split('\n').findLast(hasInk)
    if (shown !== undefined) this.lastLine = lastDrawn(shown)
  }

  #tellSkipped(): void {
    this.#skippedToldAt = this.#refilledAt
    if (this.#skippedBytes === 0) return
    this.#sink.skipped(this.#skippedBytes)
    this.#skippedBytes = 0
  }

  #refill(): void {
    const now = this.#now()
    this.#tokens = Math.min(BURST_LINES, this.#tokens + ((now - this.#refilledAt) / 1_000) * LINES_PER_SECOND)
    this.#refilledAt = now
  }
}

/** A carriage return means that the line is drawn over: what was drawn last is what a terminal shows. */
function lastDrawn(line: string): string {
  if (!line.includes('\r')) return line
  const pieces = line.split('\r')
  return pieces.findLast(hasInk) ?? pieces.findLast((piece) => piece !== '') ?? ''
}

/** How many bytes at the beginning end a character that is not there: 0 to 3. */
function continuationBytes(bytes: Uint8Array): number {
  let count = 0
  while (count < 3 && ((bytes[count] ?? 0) & 0b1100_0000) === 0b1000_0000) count += 1
  return count
}
