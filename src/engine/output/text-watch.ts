import { WithoutEscapes } from './without-escapes'

interface Watched {
  readonly text: Buffer
  readonly found: () => void
  /** The end of what came before, as it was printed and as it reads, for each stream. */
  readonly tails: Map<string, Buffer>
}

/**
 * Finds texts in streams of bytes, also where a chunk ends inside one. A text is found as it was printed, byte by byte, and as a
 * person reads it: without colours, links and other escape sequences. The cost is that of a search or two per text and chunk.
 */
export class TextWatch {
  readonly #watched = new Map<symbol, Watched>()
  readonly #plain = new Map<string, WithoutEscapes>()

  /** Calls back once, the first time the text comes by from now on. Returns its undo. */
  for(text: string, found: () => void): () => void {
    const key = Symbol(text)
    this.#watched.set(key, { text: Buffer.from(text), found, tails: new Map() })
    return () => this.#watched.delete(key)
  }

  /** A text is looked for in each stream by itself: half of it in one and half in the other is no text. */
  write(chunk: Uint8Array, stream: string): void {
    const plain = this.#plainOf(stream).write(chunk)
    for (const [key, watch] of this.#watched) {
      const asPrinted = comesBy(watch, `${stream} as printed`, chunk)
      const asRead = comesBy(watch, `${stream} as read`, plain)
      if (!asPrinted && !asRead) continue
      this.#watched.delete(key)
      watch.found()
    }
  }

  /** Nothing comes by any more. */
  clear(): void {
    this.#watched.clear()
    this.#plain.clear()
  }

  #plainOf(stream: string): WithoutEscapes {
    const known = this.#plain.get(stream)
    if (known) return known
    const made = new WithoutEscapes()
    this.#plain.set(stream, made)
    return made
  }
}

function comesBy({ text, tails }: Watched, which: string, chunk: Uint8Array): boolean {
  const before = tails.get(which)
  const bytes = before ? Buffer.concat([before, chunk]) : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength)
  if (bytes.includes(text)) return true
  const kept = text.byteLength - 1
  // A copy: the chunk is large, and is not ours.
  tails.set(which, Buffer.from(bytes.subarray(Math.max(0, bytes.byteLength - kept))))
  return false
}
