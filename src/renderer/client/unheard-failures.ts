import { messageOf } from '@tools/errors'
import { tell } from './messages'
import { WORDS } from './words'

/** A rejected promise ends nothing in a page, so a click may leave one to itself. What nobody heard of is shown here. */
export function showUnheardFailures(page: Pick<Window, 'addEventListener'>): void {
  page.addEventListener('unhandledrejection', ({ reason }: PromiseRejectionEvent) => {
    const got = messageOf(reason)
    tell({ level: 'alarm', title: WORDS.didNotWork, text: WORDS.failedInThePage(got) })
  })
}
