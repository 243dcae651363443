/** Finds texts in a stream of bytes, also where a chunk ends inside one. The cost is that of one search per text and chunk. */
export class TextWatch {
  readonly #watched = new Map<symbol, { readonly text: Buffer; readonly found: () => void; tail: Buffer }>()

  /** Calls back once, the first time the text comes by from now on. Returns its undo. */
  for(text: string, found: () => void): () => void {
    const key = Symbol(text)
    this.#watched.set(key, { text: Buffer.from(text), found, tail: Buffer.alloc(0) })
    return () => this.#watched.delete(key)
  }

  write(chunk: Uint8Array): void {
    for (const [key, watch] of this.#watched) {
      const bytes = Buffer.concat([watch.tail, chunk])
      if (bytes.includes(watch.text)) {
        this.#watched.delete(key)
        watch.found()
      } else {
        watch.tail = Buffer.from(bytes.subarray(-(watch.text.byteLength - 1) || bytes.byteLength))
      }
    }
  }
}
