/** Where an arrow key leads among `count` cards in `columns`; undefined for a key that leads nowhere. */
export function arrowTarget(key: string, index: number, columns: number, count: number): number | undefined {
  const target = leadsTo(key, index, columns, count)
  return target === undefined || target < 0 || target >= count || target === index ? undefined : target
}

function leadsTo(key: string, index: number, columns: number, count: number): number | undefined {
  switch (key) {
    case 'ArrowRight':
      return index + 1
    case 'ArrowLeft':
      return index - 1
    case 'ArrowDown':
      return index + columns
    case 'ArrowUp':
      return index - columns
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return undefined
  }
}
