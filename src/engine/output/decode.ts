const decoder = new TextDecoder('utf-8', { fatal: false, ignoreBOM: true })

/**
 * Decodes UTF-8, invalid bytes as U+FFFD. When more bytes follow, a character that is cut at the end is left for the next
 * read: `used` tells how many bytes the text stands for.
 */
export function decodeWholeCharacters(bytes: Uint8Array, moreFollows: boolean): { text: string; used: number } {
  const used = moreFollows ? bytes.byteLength - cutBytesAtEnd(bytes) : bytes.byteLength
  return { text: decoder.decode(bytes.subarray(0, used)), used }
}

/** How many bytes at the end begin a character that is not complete: 0 to 3. RFC 3629, section 3. */
function cutBytesAtEnd(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.byteLength - 1); back++) {
    const byte = bytes[bytes.byteLength - back] ?? 0
    if ((byte & 0b1100_0000) === 0b1000_0000) continue
    const length = byte >= 0b1111_0000 ? 4 : byte >= 0b1110_0000 ? 3 : byte >= 0b1100_0000 ? 2 : 1
    return length > back ? back : 0
  }
  return 0
}
