import type { Language } from '@contract/settings'
import { protocol } from 'electron'
import { PAGE_SCHEME } from './own-page'
import { answerPageRequest } from './page-answer'
import type { PageFiles } from './page-files'

/** Must be called before the app is ready, once. */
export function declarePageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true, codeCache: true } },
  ])
}

/** `language` is asked for each page. Resolves when the page's first file was answered: until then, whatever holds main's loop holds the page. */
export function servePages(files: PageFiles, language: () => Language): Promise<void> {
  return new Promise((resolve) => {
    protocol.handle(PAGE_SCHEME, async (request) => {
      const answer = await answerPageRequest(files, request, language())
      // In a turn of its own, after this answer has left.
      setImmediate(resolve)
      return answer
    })
  })
}
