import type { App, WebContents } from 'electron'
import { isOwnPage } from './own-page'

/** Guards every web contents that will ever exist, not only those of our windows. */
export function guardNavigation(app: App, openLink: (address: string) => void): void {
  app.on('web-contents-created', (_event, contents) => guardContents(contents, openLink))
}

function guardContents(contents: WebContents, openLink: (address: string) => void): void {
  contents.on('will-navigate', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-redirect', (event) => {
    if (!isOwnPage(event.url)) event.preventDefault()
  })
  contents.on('will-attach-webview', (event) => event.preventDefault())
  contents.setWindowOpenHandler(({ url }) => {
    openLink(url)
    return { action: 'deny' }
  })
}

/** An empty page (`about:blank`) is committed without asking anybody, so it can only be left again. */
export function returnToOwnPage(contents: WebContents, loadPage: () => void): void {
  contents.on('did-navigate', (_event, address) => {
    if (!isOwnPage(address)) loadPage()
  })
}
