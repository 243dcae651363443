/** A part of what a run printed that is on disk in one piece. Offsets count bytes since the run's start. */
export interface KeptRange {
  readonly fromByte: number
  readonly bytes: number
}

/** Where one such part lies: `position` counts from the beginning of its file. */
export interface KeptPiece extends KeptRange {
  readonly position: number
}

/** The piece that has this byte, or else the next one: what lies between is a hole, or is kept no longer. */
export function pieceFrom<Piece extends KeptRange>(pieces: readonly Piece[], fromByte: number): Piece | undefined {
  return pieces.find((piece) => endOf(piece) > fromByte)
}

export function endOf({ fromByte, bytes }: KeptRange): number {
  return fromByte + bytes
}

export function bytesIn(pieces: readonly KeptRange[]): number {
  return pieces.reduce((sum, { bytes }) => sum + bytes, 0)
}

export function isKept(pieces: readonly KeptRange[], byte: number): boolean {
  const piece = pieceFrom(pieces, byte)
  return piece !== undefined && piece.fromByte <= byte
}
