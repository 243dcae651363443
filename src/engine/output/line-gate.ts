import { StringDecoder } from 'node:string_decoder'

/** A person reads a few lines a second; a burst of start-up lines is let through whole. */
const BURST_LINES = 200
const LINES_PER_SECOND = 50
/** Longer lines are cut in the log; the output keeps them whole. */
const MAX_LINE_CHARACTERS = 4_000
/** Of a chunk that is not logged only this much is looked at, for the card's last line. */
const TAIL_BYTES = 2_048

export interface LineSink {
  line(text: string): void
  skipped(bytes: number): void
}

/**
 * Cuts a stream of bytes into lines for the log, and lets only as many through as anybody can follow. What it holds back is
 * counted in bytes; the output file has it all. The cost per chunk is bounded whatever the chunk holds.
 */
export class LineGate {
  readonly #sink: LineSink
  readonly #now: () => number
  #decoder = new StringDecoder('utf8')
  #partial = ''
  #tokens = BURST_LINES
  #refilledAt: number
  #skippedBytes = 0
  lastLine: string | undefined

  constructor(sink: LineSink, now: () => number) {
    this.#sink = sink
    this.#now = now
    this.#refilledAt = now()
  }

  write(chunk: Uint8Array): void {
    this.#refill()
    // About one line in twenty bytes at most is looked at closely: a chunk far larger than the tokens left cannot pass.
    if (this.#tokens < 1 || chunk.byteLength > (this.#tokens + 1) * MAX_LINE_CHARACTERS) return this.#skip(chunk)
    this.#flushSkipped()
    const lines = (this.#partial + this.#decoder.write(asBuffer(chunk))).split('\n')
    this.#partial = lines.pop() ?? ''
    for (const [index, line] of lines.entries()) {
      if (this.#tokens < 1) {
        this.#skippedBytes += Buffer.byteLength(lines.slice(index).join('\n')) + 1
        this.lastLine = clean(lines.at(-1) ?? '') || this.lastLine
        break
      }
      this.#pass(line)
    }
    if (this.#partial.length > MAX_LINE_CHARACTERS) this.#breakLine()
  }

  /** The source has ended: a last line without a line break is a line too. */
  end(): void {
    this.#flushSkipped()
    const rest = this.#partial + this.#decoder.end()
    this.#partial = ''
    if (rest !== '') this.#pass(rest)
  }

  /** Tells what was held back, so that the log shows it soon after a flood and not only at its end. */
  flush(): void {
    this.#flushSkipped()
  }

  #pass(line: string): void {
    const text = clean(line)
    if (text !== '') this.lastLine = text
    this.#tokens -= 1
    this.#sink.line(text)
  }

  #breakLine(): void {
    const line = this.#partial
    this.#partial = ''
    this.#pass(line)
  }

  #skip(chunk: Uint8Array): void {
    this.#skippedBytes += chunk.byteLength + Buffer.byteLength(this.#partial)
    this.#partial = ''
    this.#decoder = new StringDecoder('utf8')
    const tail = asBuffer(chunk.subarray(-TAIL_BYTES)).toString('utf8').trimEnd()
    this.lastLine = clean(tail.slice(tail.lastIndexOf('\n') + 1)) || this.lastLine
  }

  #flushSkipped(): void {
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

/** A carriage return means that the line was written over: what stood last is what a terminal shows. */
function clean(line: string): string {
  const trimmed = line.endsWith('\r') ? line.slice(0, -1) : line
  return trimmed.slice(trimmed.lastIndexOf('\r') + 1).slice(0, MAX_LINE_CHARACTERS)
}

function asBuffer(chunk: Uint8Array): Buffer {
  return Buffer.isBuffer(chunk) ? chunk : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
}
