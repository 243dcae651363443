import type { Notice } from '@contract/channels'
import { listenerFailed } from '@engine/ahead'
import { Emitter } from '@tools/emitter'

const MOST_NOTICES = 50

export interface NoticeListener {
  readonly posted: (notice: Notice) => void
  readonly withdrawn: (id: string) => void
}

/** The banners of this session. A notice replaces an earlier one with the same id; the oldest make room. */
export class NoticeBoard {
  readonly #notices = new Map<string, Notice>()
  readonly #posted = new Emitter<Notice>(listenerFailed)
  readonly #withdrawn = new Emitter<string>(listenerFailed)

  readonly post = (notice: Notice): void => {
    this.#notices.delete(notice.id)
    this.#notices.set(notice.id, notice)
    for (const id of this.#notices.keys()) {
      if (this.#notices.size <= MOST_NOTICES) break
      this.#notices.delete(id)
    }
    this.#posted.emit(notice)
  }

  /** Its cause has gone. */
  readonly withdraw = (id: string): void => {
    if (this.#notices.delete(id)) this.#withdrawn.emit(id)
  }

  all(): readonly Notice[] {
    return [...this.#notices.values()]
  }

  listen({ posted, withdrawn }: NoticeListener): () => void {
    const undo = [this.#posted.listen(posted), this.#withdrawn.listen(withdrawn)]
    return () => undo.forEach((stop) => stop())
  }
}
