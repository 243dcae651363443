const ESCAPE = 0x1b
const BELL = 0x07
const BACKSLASH = 0x5c
const NEWLINE = 0x0a
/** CAN and SUB end whatever sequence they come in. ECMA-48, 8.3.6 and 8.3.148. */
const CANCEL = new Set([0x18, 0x1a])
/** `]` OSC, `P` DCS, `X` SOS, `^` PM, `_` APC: each takes in a string of any length. ECMA-48, 5.6. */
const STRINGS = new Set([0x5d, 0x50, 0x58, 0x5e, 0x5f])
const CSI = 0x5b

type State = 'text' | 'escape' | 'csi' | 'string' | 'string-escape'

/**
 * Takes escape sequences (ECMA-48: colours, cursor moves, titles, links) out of a stream of bytes, wherever its chunks end. Only
 * the 7-bit forms: a byte from 0x80 to 0x9f is part of a letter in UTF-8. A string that no end comes for ends with its line.
 */
export class WithoutEscapes {
  #state: State = 'text'

  /** What is left of this chunk. The chunk itself where nothing had to be taken out. */
  write(chunk: Uint8Array): Uint8Array {
    if (this.#state === 'text' && !chunk.includes(ESCAPE)) return chunk
    const left = new Uint8Array(chunk.byteLength)
    let length = 0
    for (const byte of chunk) {
      if (this.#takes(byte)) continue
      left[length] = byte
      length += 1
    }
    return left.subarray(0, length)
  }

  /** True for a byte that belongs to a sequence. */
  #takes(byte: number): boolean {
    if (byte === ESCAPE) {
      this.#state = this.#state === 'string' || this.#state === 'string-escape' ? 'string-escape' : 'escape'
      return true
    }
    const state = this.#state
    if (state === 'text') return false
    if (CANCEL.has(byte)) return this.#end()
    switch (state) {
      case 'escape':
        return this.#afterEscape(byte)
      case 'csi':
        // Parameters and intermediates up to the final byte; a control character within is carried out by itself.
        if (byte < 0x20) return false
        return byte >= 0x40 ? this.#end() : true
      case 'string-escape':
        if (byte === BACKSLASH) return this.#end()
        return this.#afterEscape(byte)
      case 'string':
        if (byte === BELL) return this.#end()
        if (byte !== NEWLINE) return true
        this.#state = 'text'
        return false
    }
  }

  #afterEscape(byte: number): boolean {
    if (byte === CSI) this.#state = 'csi'
    else if (STRINGS.has(byte)) this.#state = 'string'
    // Intermediate bytes: a final one is still to come.
    else if (byte >= 0x20 && byte <= 0x2f) this.#state = 'escape'
    else {
      this.#state = 'text'
      return byte >= 0x30
    }
    return true
  }

  #end(): true {
    this.#state = 'text'
    return true
  }
}
