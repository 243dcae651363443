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
      title: 'Everywhere',
      shortcuts: [
        { keys: [`${mod} K`], text: 'All commands and all tasks' },
        { keys: ['N', `${mod} N`], text: 'New task' },
        { keys: [`${mod} O`], text: 'Open a stack' },
        { keys: ['/'], text: 'Search on this page' },
        { keys: [`${mod} Shift X`], text: 'Stop all' },
        { keys: [`${mod} ,`], text: 'Settings' },
        { keys: ['?', 'F1'], text: 'This sheet' },
        { keys: ['Esc'], text: 'Close what is open' },
        { keys: [`${mod} +`, `${mod} -`, `${mod} 0`], text: 'Zoom' },
      ],
    },
    {
      title: 'On a card',
      shortcuts: [
        { keys: ['Enter'], text: 'Open it' },
        { keys: ['R'], text: 'Start' },
        { keys: ['S'], text: 'Stop' },
        { keys: ['T'], text: 'Terminate' },
        { keys: ['C'], text: 'Cancel' },
      ],
    },
    {
      title: 'On the board',
      shortcuts: [
        { keys: ['← ↑ → ↓'], text: 'Go to another card' },
        { keys: ['Home', 'End'], text: 'First card, last card' },
        { keys: ['Space', `${mod} click`], text: 'Select a card, or take it out' },
        { keys: ['Shift Space', 'Shift click'], text: 'Select up to a card' },
        { keys: [`${mod} A`], text: 'Select all that are shown' },
        { keys: ['Esc'], text: 'Select none' },
      ],
    },
    {
      title: 'In a list of tabs',
      shortcuts: [{ keys: ['← →'], text: 'Go to another tab' }],
    },
  ]
}
