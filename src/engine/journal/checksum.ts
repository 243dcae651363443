import { createHash } from 'node:crypto'

/** SQLite has no sums of its own: of a hundred flipped bits in a file, some change a value and nobody notices. */
export function checksum(...parts: readonly string[]): string {
  const hash = createHash('sha256')
  for (const part of parts) hash.update(`${part.length}:`).update(part)
  return hash.digest('base64url').slice(0, 22)
}
