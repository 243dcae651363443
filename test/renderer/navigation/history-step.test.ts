import { describe, expect, it } from 'vitest'
import { historyStep } from '../../../src/renderer/navigation/history-step'

const NONE = { altKey: false, ctrlKey: false, metaKey: false, shiftKey: false }

describe('the keys that go back and forward', () => {
  it.each(['linux', 'win32', undefined])('are Alt and an arrow on %s', (os) => {
    expect(historyStep({ ...NONE, key: 'ArrowLeft', altKey: true }, os)).toBe('back')
    expect(historyStep({ ...NONE, key: 'ArrowRight', altKey: true }, os)).toBe('forward')
    expect(historyStep({ ...NONE, key: '[', metaKey: true }, os)).toBeUndefined()
  })

  it('are ⌘ and a bracket on macOS, where Option and an arrow goes over words', () => {
    expect(historyStep({ ...NONE, key: '[', metaKey: true }, 'darwin')).toBe('back')
    expect(historyStep({ ...NONE, key: ']', metaKey: true }, 'darwin')).toBe('forward')
    expect(historyStep({ ...NONE, key: 'ArrowLeft', altKey: true }, 'darwin')).toBeUndefined()
  })

  it('are no others: an arrow alone is for the board, and one with more keys for the field it is in', () => {
    expect(historyStep({ ...NONE, key: 'ArrowLeft' }, 'linux')).toBeUndefined()
    for (const more of ['ctrlKey', 'metaKey', 'shiftKey'] as const)
      expect(historyStep({ ...NONE, key: 'ArrowLeft', altKey: true, [more]: true }, 'linux')).toBeUndefined()
    for (const more of ['ctrlKey', 'altKey', 'shiftKey'] as const)
      expect(historyStep({ ...NONE, key: '[', metaKey: true, [more]: true }, 'darwin')).toBeUndefined()
  })
})
