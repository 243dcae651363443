type Key = Pick<KeyboardEvent, 'key' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey'>

/**
 * Where a key leads in the places that were visited: Alt and an arrow, as in browsers. On macOS Option and an arrow goes
 * over words, and ⌘ with a bracket goes back and forward.
 */
export function historyStep(
  { key, altKey, ctrlKey, metaKey, shiftKey }: Key,
  os: string | undefined,
): 'back' | 'forward' | undefined {
  if (ctrlKey || shiftKey) return undefined
  if (os === 'darwin') {
    if (!metaKey || altKey) return undefined
    return key === '[' ? 'back' : key === ']' ? 'forward' : undefined
  }
  if (!altKey || metaKey) return undefined
  return key === 'ArrowLeft' ? 'back' : key === 'ArrowRight' ? 'forward' : undefined
}
