import { join } from 'node:path'

/** Set by hand: the fallback Electron (33.2.1) is older than the installed types, and both must run the build. */
export const nodeTarget = 'node20.18'
export const pageTarget = 'chrome130'

/** One alias for each layer that another layer may import. */
export const aliases = {
  '@contract': join(import.meta.dirname, 'src/contract'),
  '@engine': join(import.meta.dirname, 'src/engine'),
}
