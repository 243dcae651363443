import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { WebLinksAddon } from '@xterm/addon-web-links'
import { type ITheme, Terminal } from '@xterm/xterm'
import type { TerminalSize } from '@contract/terminal'
import { type Readable, writable } from '../client/readable'
import { TERMINAL_COLOURS } from './terminal-colours'
import { WORDS } from './words'

/** Lines that can be scrolled back to. What is older is still in the file the engine keeps, as far as that is bounded. */
const SCROLLBACK = 10_000

/** What a screen tells. Without `onInput` it only shows. */
export interface ScreenListeners {
  /** Typed, pasted, or answered by the terminal itself to a question of the program. */
  readonly onInput?: (text: string) => void
  readonly onSize?: (size: TerminalSize) => void
  /** The person pressed an http or https address. */
  readonly onLink: (address: string) => void
}

/** A terminal that shows, and takes keys when somebody listens. Knows no run and no React. */
export interface OutputScreen {
  /** Resolves when the text is on the screen. */
  readonly write: (text: string) => Promise<void>
  readonly clear: () => void
  /** What is selected, else everything, without control sequences. */
  readonly text: () => string
  /** True when something was found. */
  readonly find: (text: string, direction: 'next' | 'previous', incremental: boolean) => boolean
  /** Whether the newest line is in view. */
  readonly following: Readable<boolean>
  readonly follow: (following: boolean) => void
  readonly focus: () => void
  readonly dispose: () => void
}

export function openScreen(parent: HTMLElement, { onInput, onSize, onLink }: ScreenListeners): OutputScreen {
  const takesKeys = onInput !== undefined
  const terminal = new Terminal({
    // A terminal of its own writes both; a plain pipe only the line feed.
    convertEol: !takesKeys,
    scrollback: SCROLLBACK,
    disableStdin: !takesKeys,
    cursorBlink: false,
    cursorInactiveStyle: takesKeys ? 'outline' : 'none',
    fontFamily: getComputedStyle(parent).getPropertyValue('--font-mono') || 'monospace',
    fontSize: 12,
    lineHeight: 1.3,
    minimumContrastRatio: 4.5,
    // Addresses that a program hides behind other words go the same way, and no other protocol goes any way.
    linkHandler: {
      activate: (_event, address) => {
        onLink(address)
      },
      allowNonHttpProtocols: false,
    },
    theme: shownColours(takesKeys),
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.loadAddon(
    new WebLinksAddon((event, address) => {
      event.preventDefault()
      onLink(address)
    }),
  )
  terminal.open(parent)
  terminal.attachCustomKeyEventHandler((event) => (takesKeys ? isForProgram(event) : scrolls(terminal, event)))
  const typed = terminal.onData((text) => onInput?.(text))
  if (takesKeys) terminal.textarea?.setAttribute('aria-label', WORDS.terminalInput)

  const following = writable(true)
  function look(): void {
    const { viewportY, baseY } = terminal.buffer.active
    following.set(viewportY >= baseY)
  }
  let told: TerminalSize | undefined
  const resized = new ResizeObserver(() => {
    if (parent.clientWidth === 0) return
    fit.fit()
    const size = { columns: terminal.cols, rows: terminal.rows }
    if (size.columns === told?.columns && size.rows === told.rows) return
    told = size
    onSize?.(size)
  })
  resized.observe(parent)
  const themed = new MutationObserver(() => {
    terminal.options.theme = shownColours(takesKeys)
  })
  themed.observe(document.documentElement, { attributeFilter: ['data-theme'] })
  const scrolled = terminal.onScroll(look)
  const lookSoon = (): void => {
    setTimeout(look, 50)
  }
  parent.addEventListener('wheel', lookSoon, { passive: true })
  parent.addEventListener('pointerup', lookSoon)
  parent.addEventListener('keyup', lookSoon)

  return {
    write: (text) =>
      new Promise((resolve) => {
        terminal.write(text, resolve)
      }),
    clear() {
      terminal.clear()
    },
    text() {
      const selected = terminal.getSelection()
      if (selected !== '') return selected
      terminal.selectAll()
      const all = terminal.getSelection().trimEnd()
      terminal.clearSelection()
      return all
    },
    find: (text, direction, incremental) =>
      direction === 'next' ? search.findNext(text, { incremental }) : search.findPrevious(text),
    following,
    follow(next) {
      if (next) terminal.scrollToBottom()
      else terminal.scrollLines(-1)
      following.set(next)
    },
    focus() {
      terminal.focus()
    },
    dispose() {
      typed.dispose()
      resized.disconnect()
      themed.disconnect()
      scrolled.dispose()
      parent.removeEventListener('wheel', lookSoon)
      parent.removeEventListener('pointerup', lookSoon)
      parent.removeEventListener('keyup', lookSoon)
      terminal.dispose()
    },
  }
}

/** xterm itself scrolls by Shift and a key only: here nothing reads the keys, and each does what it does in any text. */
function scrolls(terminal: Terminal, event: KeyboardEvent): false {
  const scroll = SCROLLS[event.key]
  if (scroll === undefined) return false
  event.preventDefault()
  if (event.type === 'keydown') scroll(terminal)
  return false
}

const SCROLLS: Readonly<Record<string, (terminal: Terminal) => void>> = {
  ArrowUp: (terminal) => {
    terminal.scrollLines(-1)
  },
  ArrowDown: (terminal) => {
    terminal.scrollLines(1)
  },
  PageUp: (terminal) => {
    terminal.scrollPages(-1)
  },
  PageDown: (terminal) => {
    terminal.scrollPages(1)
  },
  Home: (terminal) => {
    terminal.scrollToTop()
  },
  End: (terminal) => {
    terminal.scrollToBottom()
  },
}

/** All keys go to the program, but the way out (Shift Tab) and those with which terminals copy and paste. */
function isForProgram({ key, shiftKey, ctrlKey }: KeyboardEvent): boolean {
  if (shiftKey && key === 'Tab') return false
  return !(ctrlKey && shiftKey && ['c', 'v'].includes(key.toLowerCase()))
}

function shownColours(withCursor: boolean): ITheme {
  const colours = TERMINAL_COLOURS[document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light']
  if (!withCursor || colours.foreground === undefined) return colours
  return { ...colours, cursor: colours.foreground }
}
