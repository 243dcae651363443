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
