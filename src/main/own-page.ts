import { developmentServer } from './development-server'

export const PAGE_SCHEME = 'app'
export const PAGE_HOST = 'main'
export const PAGE_ADDRESS = `${PAGE_SCHEME}://${PAGE_HOST}/`

/** Whether an address is a page of ours. Exact on purpose: another spelling of the host or a user name in front of it is foreign. */
export function isOwnPage(address: string): boolean {
  const url = URL.canParse(address) ? new URL(address) : null
  if (url === null) return false
  if (url.username !== '' || url.password !== '') return false
  if (url.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST) return true
  const server = developmentServer()
  return server !== undefined && url.origin === server.origin
}
