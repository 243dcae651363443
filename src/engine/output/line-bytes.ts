const FIRST_BYTES = 1_024

/** The bytes of one line, as they come: also one at a time, which must not cost a copy of all before them each. */
export class LineBytes {
  #buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
  #length = 0

  get length(): number {
    return this.#length
  }

  /** A view, good until the next change. */
  get bytes(): Buffer {
    return this.#buffer.subarray(0, this.#length)
  }

  add(bytes: Uint8Array): void {
    const length = this.#length + bytes.byteLength
    if (length > this.#buffer.byteLength) {
      const larger = Buffer.allocUnsafeSlow(Math.max(length, this.#buffer.byteLength * 2))
      larger.set(this.bytes)
      this.#buffer = larger
    }
    this.#buffer.set(bytes, this.#length)
    this.#length = length
  }

  dropFirst(count: number): void {
    this.#buffer.copyWithin(0, count, this.#length)
    this.#length -= count
  }

  /** Answers how many there were. */
  clear(): number {
    const length = this.#length
    // A run that once printed a long line does not hold its room for good.
    if (this.#buffer.byteLength > 4 * FIRST_BYTES) this.#buffer = Buffer.allocUnsafeSlow(FIRST_BYTES)
    this.#length = 0
    return length
  }
}
