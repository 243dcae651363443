import type { WorkerFact } from '../host-protocol'
import type { RunMemory } from '../run-memory'

/** What a run may tell at once, and then each second: more than anybody reads, and little enough for a page to draw. */
const BURST_LINES = 5_000
const LINES_PER_SECOND = 5_000
const MAX_LINE_CHARACTERS = 64 * 1024
const MAX_CHUNK_BYTES = 64 * 1024
/** What a line costs on its way besides its text. */
const LINE_OVERHEAD_BYTES = 64

/** The one way out of a worker thread. It never blocks and never piles up: what finds no room is dropped and counted. */
export class Telling {
  #post: (fact: WorkerFact) => void
  readonly #memory: RunMemory
  #allowance = BURST_LINES
  #countedAt = performance.now()

  constructor(post: (fact: WorkerFact) => void, memory: RunMemory) {
    this.#post = post
    this.#memory = memory
  }

  tell(fact: Exclude<WorkerFact, { type: 'log' | 'output' | 'progress' }>): void {
    this.#post(fact)
  }

  /** From now on nothing leaves: the thread goes on with another job, and this one has no voice any more. */
  close(): void {
    this.#post = () => undefined
  }

  log(text: string): void {
    for (const line of text.split(/\r\n|\n|\r/)) this.#line(line)
  }

  output(bytes: Uint8Array, stream: 'stdout' | 'stderr'): void {
    for (let from = 0; from < bytes.length; from += MAX_CHUNK_BYTES) {
      const part = bytes.slice(from, from + MAX_CHUNK_BYTES)
      const cost = part.length + LINE_OVERHEAD_BYTES
      if (this.#mayTell() && this.#memory.admit(cost)) this.#post({ type: 'output', stream, bytes: part, cost })
      else this.#memory.countDropped(countLines(part))
    }
  }

  progress(fraction: number): void {
    if (this.#memory.putProgress(fraction)) this.#post({ type: 'progress' })
  }

  #line(text: string): void {
    const line = text.length > MAX_LINE_CHARACTERS ? cutLine(text) : text
    const cost = line.length * 2 + LINE_OVERHEAD_BYTES
    if (this.#mayTell() && this.#memory.admit(cost)) this.#post({ type: 'log', lines: [line], cost })
    else this.#memory.countDropped(1)
  }

  #mayTell(): boolean {
    const now = performance.now()
    this.#allowance = Math.min(BURST_LINES, this.#allowance + ((now - this.#countedAt) / 1000) * LINES_PER_SECOND)
    this.#countedAt = now
    if (this.#allowance < 1) return false
    this.#allowance -= 1
    return true
  }
}

function cutLine(text: string): string {
  return `${text.slice(0, MAX_LINE_CHARACTERS)}… (${text.length - MAX_LINE_CHARACTERS} more characters left out)`
}

function countLines(bytes: Uint8Array): number {
  let lines = 0
  for (const byte of bytes) if (byte === 10) lines += 1
  return Math.max(1, lines)
}
