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

export function servePages(files: PageFiles): void {
  protocol.handle(PAGE_SCHEME, (request) => answerPageRequest(files, request))
}
