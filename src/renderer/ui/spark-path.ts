export interface SparkFrame {
  readonly top: number
  readonly slots: number
  readonly width: number
  readonly height: number
}

/** SVG path data of a line through `values` and of the area under it, the newest value at the right edge. */
export function sparkPath(
  values: readonly number[],
  frame: SparkFrame,
): { readonly line: string; readonly area: string } {
  const shown = values.slice(-frame.slots)
  if (shown.length === 0) return { line: '', area: '' }
  const step = frame.width / Math.max(1, frame.slots - 1)
  const left = frame.width - step * (shown.length - 1)
  const points = shown.map((value, index) => {
    const share = frame.top <= 0 ? 0 : Math.min(1, Math.max(0, value / frame.top))
    return `${(left + index * step).toFixed(2)},${((1 - share) * (frame.height - 1) + 0.5).toFixed(2)}`
  })
  const line = `M${points.join('L')}`
  const floor = String(frame.height)
  return { line, area: `${line}L${String(frame.width)},${floor}L${left.toFixed(2)},${floor}Z` }
}
