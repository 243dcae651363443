import { join } from 'node:path'

/** Set by hand: the fallback Electron (33.2.1) is older than the installed types, and both must run the build. */
export const nodeTarget = 'node20.18'
export const pageTarget = 'chrome130'

/** Layers without Node: main and the page carry a copy of them. */
export const pureAliases = {
  '@tools': join(import.meta.dirname, 'src/tools'),
  '@contract': join(import.meta.dirname, 'src/contract'),
  '@vocabulary': join(import.meta.dirname, 'src/vocabulary'),
}

/** One alias for each layer that another layer may import. */
export const aliases = { ...pureAliases, '@engine': join(import.meta.dirname, 'src/engine') }
