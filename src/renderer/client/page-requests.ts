import type { PageRequest } from '@contract/channels'

/** Calls back with what was chosen in the menu, the tray or a message of the system. Returns its undo. */
export function onPageRequest(listener: (request: PageRequest) => void): () => void {
  return window.quiesce.onUpdates(({ pageRequests = [] }) => {
    for (const request of pageRequests) listener(request)
  })
}
