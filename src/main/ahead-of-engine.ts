import type { Snapshot } from '@contract/channels'
import { deferred } from '@tools/deferred'

/** A page that has not drawn its first picture by then has other troubles: the engine is needed for tasks, not for the page. */
const DRAWN_WITHIN_MS = 1_000

/**
 * Lets the page draw what is saved before the engine is read: reading it holds main for as long as Chromium needs to draw the
 * first cards. The page's first question is answered from what is saved, its second says that this was drawn.
 */
export class AheadOfEngine {
  readonly #picture: () => Promise<Snapshot>
  readonly #mayRead = deferred()
  #asked = false

  constructor(picture: () => Promise<Snapshot>) {
    this.#picture = picture
  }

  /** Resolves when the engine may be read. */
  get mayRead(): Promise<void> {
    return this.#mayRead.promise
  }

  /** Answers once. Whoever comes later waits for the engine. */
  snapshot(): Promise<Snapshot> | undefined {
    if (this.#asked) {
      this.read()
      return undefined
    }
    this.#asked = true
    return this.#picture()
  }

  /** There is no page that could draw anything. */
  read(): void {
    this.#mayRead.resolve()
  }

  /** The page has its files: from now on it is waited for, but not for ever. */
  pageHasFiles(): void {
    setTimeout(() => this.read(), DRAWN_WITHIN_MS).unref()
  }
}
