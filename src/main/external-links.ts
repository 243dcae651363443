import { inBackground } from '@engine/ahead'
import { shell } from 'electron'
import { isAllowedLink } from './allowed-links'
import { confirmLink } from './dialogs'
import { ProblemError } from './ipc/problem-error'
import { webAddress } from './web-address'
import { reportError } from './report-error'
import { WORDS } from './words'

/** The guide's links. Does nothing for an address that is not on the list. */
export function openAllowedLink(address: string): void {
  if (!isAllowedLink(address)) return
  const opened = shell.openExternal(new URL(address).href).catch((error: unknown) => {
    reportError(`The browser could not be asked to open ${address}`, error)
  })
  inBackground(opened, 'opening a link')
}

/** Any http or https address, after the person saw all of it. The question is main's own: a page cannot answer it. */
export async function openConfirmedLink(address: string): Promise<{ opened: boolean }> {
  const href = webAddress(address)
  if (href === undefined) {
    throw new ProblemError('bad-request', `address: got "${address.slice(0, 200)}", expected an http or https address.`)
  }
  if (!(await confirmLink(href))) return { opened: false }
  try {
    await shell.openExternal(href)
  } catch (error) {
    throw new ProblemError('internal', WORDS.browserNotAsked(href, String(error)))
  }
  return { opened: true }
}
