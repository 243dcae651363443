/** A part of what a run printed. Offsets count bytes since the run's start, also those no longer kept. */
export interface Output {
  readonly text: string
  /** Offset of the first byte of `text`: later than asked for when earlier bytes are no longer kept. */
  readonly fromByte: number
  /** Where to go on reading. */
  readonly nextByte: number
  /** Bytes of this run that were printed and are no longer kept. */
  readonly droppedBytes: number
}

export interface OutputRange {
  readonly fromByte?: number
  readonly maxBytes?: number
}
