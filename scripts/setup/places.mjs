import { homedir } from 'node:os'
import { join } from 'node:path'

export const root = join(import.meta.dirname, '..', '..')

/** Outside `node_modules`, so that `npm ci` does not throw away what took a download. */
export function cacheFolder() {
  if (process.env.QUIESCE_CACHE_DIR) return process.env.QUIESCE_CACHE_DIR
  if (process.env.XDG_CACHE_HOME) return join(process.env.XDG_CACHE_HOME, 'quiesce')
  if (process.platform === 'win32' && process.env.LOCALAPPDATA)
    return join(process.env.LOCALAPPDATA, 'quiesce', 'cache')
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'quiesce')
  return join(homedir(), '.cache', 'quiesce')
}
