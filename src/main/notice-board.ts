import type { Notice } from '@contract/channels'

const MOST_NOTICES = 50

export interface NoticeListener {
  readonly posted: (notice: Notice) => void
  readonly withdrawn: (id: string) => void
}

/** The banners of this session. A notice replaces an earlier one with the same id; the oldest make room. */
export class NoticeBoard {
  readonly #notices = new Map<string, Notice>()
  readonly #listeners = new Set<NoticeListener>()

  readonly post = (notice: Notice): void => {
    this.#notices.delete(notice.id)
    this.#notices.set(notice.id, notice)
    for (const id of this.#notices.keys()) {
      if (this.#notices.size <= MOST_NOTICES) break
      this.#notices.delete(id)
    }
    for (const { posted } of this.#listeners) posted(notice)
  }

  /** Its cause has gone. */
  readonly withdraw = (id: string): void => {
    if (!this.#notices.delete(id)) return
    for (const { withdrawn } of this.#listeners) withdrawn(id)
  }

  all(): readonly Notice[] {
    return [...this.#notices.values()]
  }

  listen(listener: NoticeListener): () => void {
    this.#listeners.add(listener)
    return () => {
      this.#listeners.delete(listener)
    }
  }
}
