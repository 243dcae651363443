/**
 * A part of what a run printed, in one piece. Offsets count bytes since the run's start, also those that are not kept: the
 * oldest, which gave way, and holes, where the disk refused what was printed or did not take it in time.
 */
export interface Output {
  readonly text: string
  /** Offset of the first byte of `text`: later than asked for by as many bytes as are not kept there. */
  readonly fromByte: number
  /** Where to go on reading. */
  readonly nextByte: number
  /** Bytes of this run that were printed and are not kept, wherever they were. */
  readonly droppedBytes: number
  /** The disk did not take in time what was printed after this: it can be read once it has. */
  readonly late?: true
}

export interface OutputRange {
  readonly fromByte?: number
  readonly maxBytes?: number
}
