import type { Notice } from '@contract/channels'

const MOST_NOTICES = 50

/** The banners of this session. A notice replaces an earlier one with the same id; the oldest make room. */
export class NoticeBoard {
  readonly #notices = new Map<string, Notice>()
  readonly #listeners = new Set<(notice: Notice) => void>()

  readonly post = (notice: Notice): void => {
    this.#notices.delete(notice.id)
    this.#notices.set(notice.id, notice)
    for (const id of this.#notices.keys()) {
      if (this.#notices.size <= MOST_NOTICES) break
      this.#notices.delete(id)
    }
    for (const listener of this.#listeners) listener(notice)
  }

  all(): readonly Notice[] {
    return [...this.#notices.values()]
  }

  onNotice(listener: (notice: Notice) => void): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}
