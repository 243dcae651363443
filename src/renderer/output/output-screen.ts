import { FitAddon } from '@xterm/addon-fit'
import { SearchAddon } from '@xterm/addon-search'
import { Terminal } from '@xterm/xterm'
import { type Readable, writable } from '../client/readable'
import { TERMINAL_COLOURS } from './terminal-colours'

/** Lines that can be scrolled back to. What is older is still in the file the engine keeps, as far as that is bounded. */
const SCROLLBACK = 10_000

/** A terminal that only shows. Knows no run and no React. */
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
  readonly dispose: () => void
}

export function openScreen(parent: HTMLElement): OutputScreen {
  const terminal = new Terminal({
    convertEol: true,
    scrollback: SCROLLBACK,
    disableStdin: true,
    cursorBlink: false,
    cursorInactiveStyle: 'none',
    fontFamily: getComputedStyle(parent).getPropertyValue('--font-mono') || 'monospace',
    fontSize: 12,
    lineHeight: 1.3,
    minimumContrastRatio: 4.5,
    theme: shownColours(),
  })
  const fit = new FitAddon()
  const search = new SearchAddon()
  terminal.loadAddon(fit)
  terminal.loadAddon(search)
  terminal.open(parent)
  // Copying must not be taken for typing, and Tab must leave the terminal.
  terminal.attachCustomKeyEventHandler((event) => event.key.startsWith('Arrow') || event.key.startsWith('Page'))

  const following = writable(true)
  function look(): void {
    const { viewportY, baseY } = terminal.buffer.active
    following.set(viewportY >= baseY)
  }
  const resized = new ResizeObserver(() => {
    if (parent.clientWidth > 0) fit.fit()
  })
  resized.observe(parent)
  const themed = new MutationObserver(() => {
    terminal.options.theme = shownColours()
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
    dispose() {
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

function shownColours(): (typeof TERMINAL_COLOURS)['light'] {
  return TERMINAL_COLOURS[document.documentElement.dataset['theme'] === 'dark' ? 'dark' : 'light']
}
