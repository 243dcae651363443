import { WORDS } from './words'

export interface ShortcutGroup {
  readonly title: string
  readonly shortcuts: readonly { readonly keys: readonly string[]; readonly text: string }[]
}

/** `Ctrl` as this platform's keyboards have it. */
export function modifierKey(os: string | undefined): 'Ctrl' | '⌘' {
  return os === 'darwin' ? '⌘' : 'Ctrl'
}

/** Every shortcut, for the help sheet. Each entry of `keys` is one way; spaces part the keys of one. */
export function shortcutGroups(os: string | undefined): readonly ShortcutGroup[] {
  const mod = modifierKey(os)
  return [
    {
      title: WORDS.everywhere,
      shortcuts: [
        { keys: [`${mod} K`], text: WORDS.allCommandsAndTasks },
        { keys: ['N', `${mod} N`], text: WORDS.newTask },
        { keys: [`${mod} O`], text: WORDS.openStack },
        { keys: os === 'darwin' ? ['⌘ ['] : ['Alt ←'], text: WORDS.goBack },
        { keys: os === 'darwin' ? ['⌘ ]'] : ['Alt →'], text: WORDS.goForward },
        { keys: ['/'], text: WORDS.searchOnThisPage },
        { keys: [`${mod} Shift X`], text: WORDS.stopAll },
        { keys: [`${mod} ,`], text: WORDS.settings },
        { keys: ['?', 'F1'], text: WORDS.thisSheet },
        { keys: ['F8'], text: WORDS.toMessages },
        { keys: ['Esc'], text: WORDS.closeWhatIsOpen },
        { keys: [`${mod} +`, `${mod} -`, `${mod} 0`], text: WORDS.zoom },
        { keys: [`${mod} Q`], text: WORDS.quit },
      ],
    },
    {
      title: WORDS.onACard,
      shortcuts: [
        { keys: ['Enter'], text: WORDS.openIt },
        { keys: ['R'], text: WORDS.start },
        { keys: ['S'], text: WORDS.stop },
        { keys: ['T'], text: WORDS.terminate },
        { keys: ['C'], text: WORDS.cancel },
      ],
    },
    {
      title: WORDS.onTheBoard,
      shortcuts: [
        { keys: ['← ↑ → ↓'], text: WORDS.otherCard },
        { keys: ['Home', 'End'], text: WORDS.firstAndLast },
        { keys: ['Space', `${mod} click`], text: WORDS.select },
        { keys: ['Shift Space', 'Shift click'], text: WORDS.selectUpTo },
        { keys: [`${mod} A`], text: WORDS.selectAll },
        { keys: ['Esc'], text: WORDS.selectNone },
      ],
    },
    {
      title: WORDS.inTabs,
      shortcuts: [{ keys: ['← →'], text: WORDS.otherTab }],
    },
    {
      title: WORDS.inQuestions,
      shortcuts: [{ keys: ['← →', '↑ ↓'], text: WORDS.otherAnswer }],
    },
  ]
}
