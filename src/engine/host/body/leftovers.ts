import { setImmediate as turn } from 'node:timers/promises'

/** Always there in a worker, or gone by themselves. */
const OURS = new Set(['MessagePort', 'CloseReq', 'Immediate', 'TickObject'])

/** What keeps this thread's event loop alive, by Node's own names: `Timeout`, `TCPSocketWrap`, `FSEventWrap` … */
export async function activeResources(): Promise<readonly string[]> {
  // Handles that were closed in the last tick count until the loop has turned.
  await turn()
  await turn()
  return process.getActiveResourcesInfo().filter((name) => !OURS.has(name))
}

/** Those of `now` that were not there `before`. */
export function leftSince(before: readonly string[], now: readonly string[]): readonly string[] {
  const known = [...before]
  return now.filter((name) => {
    const at = known.indexOf(name)
    if (at >= 0) known.splice(at, 1)
    return at < 0
  })
}
