import type { EngineEvent } from '@contract/event'
import { monotonicMs } from '../clock/clock'
import { LineGate } from '../output/line-gate'
import { OutputLog } from '../output/output-log'
import { TextWatch } from '../output/text-watch'

type Stream = NonNullable<EngineEvent['stream']>

export interface OutputSink {
  line(text: string, stream: Stream): void
  skipped(text: string): void
  /** Something was printed: the card's last line or byte count changed. */
  changed(): void
}

/** What one run prints: bytes to disk, lines to the log as far as anybody can follow, and the last line for the card. */
export class RunOutput {
  readonly log: OutputLog
  readonly #sink: OutputSink
  readonly #gates = new Map<Stream, LineGate>()
  /** Texts that somebody waits for. */
  readonly heard = new TextWatch()
  lastLine: string | undefined

  constructor(path: string, keepBytes: number | undefined, sink: OutputSink) {
    this.log = new OutputLog(path, keepBytes)
    this.#sink = sink
  }

  /** False asks the caller to pause the source until the log has drained. */
  bytes(chunk: Uint8Array, stream: 'stdout' | 'stderr'): boolean {
    this.heard.write(chunk, stream)
    const gate = this.#gateOf(stream)
    const before = gate.lastLine
    gate.write(chunk)
    // Unchanged means that only a part of a line came: the other stream's line may be newer.
    if (gate.lastLine !== before) this.lastLine = gate.lastLine
    this.#sink.changed()
    return this.log.append(chunk)
  }

  told(text: string): void {
    const line = text.replaceAll('\n', ' ')
    this.log.append(Buffer.from(`${line}\n`))
    this.lastLine = line
    this.#gateOf('log').write(Buffer.from(`${line}\n`))
    this.#sink.changed()
  }

  end(): void {
    for (const gate of this.#gates.values()) {
      const before = gate.lastLine
      gate.end()
      if (gate.lastLine !== before) this.lastLine = gate.lastLine
    }
  }

  /** Nothing is printed any more, and nobody waits for it. What is on disk stays readable. */
  over(): void {
    this.#gates.clear()
    this.heard.clear()
    this.log.onDrained(() => undefined)
  }

  #gateOf(stream: Stream): LineGate {
    const known = this.#gates.get(stream)
    if (known) return known
    const gate = new LineGate(
      {
        line: (text) => this.#sink.line(text, stream),
        skipped: (bytes) =>
          this.#sink.skipped(`${bytes.toLocaleString('en-GB')} bytes are not repeated here; the output has them.`),
      },
      monotonicMs,
    )
    this.#gates.set(stream, gate)
    return gate
  }
}
