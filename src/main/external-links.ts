import { shell } from 'electron'
import { isAllowedLink } from './allowed-links'

/** The only way out to the browser. Does nothing for an address that is not on the list. */
export function openAllowedLink(address: string): void {
  if (!isAllowedLink(address)) return
  void shell.openExternal(new URL(address).href).catch((error: unknown) => {
    console.error(`The browser could not be asked to open ${address}: ${String(error)}`)
  })
}
