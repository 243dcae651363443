import { randomUUID } from 'node:crypto'
import type { EventEmitter } from 'node:events'
import type { PageRequest } from '@contract/channels'
import type { LeavingChoice, LeavingQuestion } from '@contract/leaving'
import { deferred } from '@tools/deferred'
import { ProblemError } from './ipc/problem-error'
import { WORDS } from './words'

/** A page that lives shows a dialog within a few frames. One that does not may be hung, and the person waits to leave. */
const SHOWN_WITHIN_MS = 1_500

/** The part of Electron's `WebContents` that tells when its page is lost. */
type LosablePage = Pick<EventEmitter, 'once' | 'removeListener'>

/** What takes the question out of the page's hands. */
const LOSSES = ['render-process-gone', 'did-start-loading', 'unresponsive', 'destroyed'] as const

interface Standing {
  readonly id: string
  readonly shown: () => void
  readonly answer: (choice: LeavingChoice) => void
}

/** Puts the question before leaving to the page, and hears its answer. */
export class LeavingDesk {
  readonly #tellPage: (request: PageRequest) => void
  readonly #shownWithinMs: number
  #standing: Standing | undefined

  constructor(tellPage: (request: PageRequest) => void, shownWithinMs = SHOWN_WITHIN_MS) {
    this.#tellPage = tellPage
    this.#shownWithinMs = shownWithinMs
  }

  /** `undefined` when the page did not show it in time, or was lost over it: ask in another way. */
  async ask(page: LosablePage, question: LeavingQuestion): Promise<LeavingChoice | undefined> {
    const id = randomUUID()
    const { promise, resolve: settle } = deferred<LeavingChoice | undefined>()
    const lost = (): void => settle(undefined)
    const late = setTimeout(lost, this.#shownWithinMs)
    for (const loss of LOSSES) page.once(loss, lost)
    this.#standing = { id, shown: () => clearTimeout(late), answer: settle }
    this.#tellPage({ do: 'ask-leaving', questionId: id, question })
    try {
      return await promise
    } finally {
      clearTimeout(late)
      for (const loss of LOSSES) page.removeListener(loss, lost)
      this.#standing = undefined
      this.#tellPage({ do: 'withdraw-leaving', questionId: id })
    }
  }

  shown(questionId: string): void {
    this.#known(questionId).shown()
  }

  answer(questionId: string, choice: LeavingChoice): void {
    this.#known(questionId).answer(choice)
  }

  #known(questionId: string): Standing {
    if (this.#standing?.id === questionId) return this.#standing
    throw new ProblemError('question-withdrawn', WORDS.staleQuestion)
  }
}
