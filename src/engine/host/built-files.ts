import { existsSync } from 'node:fs'
import { fileURLToPath } from 'node:url'

/** Where the build may lie as seen from this code: beside it, above a chunk, beside another bundle, or from the sources. */
const PLACES = ['./', '../', '../engine/', '../../engine/', '../../../out/engine/'] as const

export const BUILT_IN_PROGRAMS = ['loop', 'stubborn', 'orphan-maker'] as const
export type BuiltInProgram = (typeof BUILT_IN_PROGRAMS)[number]

/** The host process's entry file, for `fork` and `utilityProcess.fork`. Throws a sentence when the engine is not built. */
export function hostEntry(): URL {
  return builtFile('host.js')
}

/** A demo program of the lab, to be run by Node as a process task. Throws a sentence when the engine is not built. */
export function builtInProgram(name: BuiltInProgram): string {
  return fileURLToPath(builtFile(`workloads/process/${name}.js`))
}

/** The watchdog's shell script. Throws a sentence when the engine is not built. */
export function watchdogScript(): URL {
  return builtFile('watchdog.sh')
}

/** The thread that writes the journal. Throws a sentence when the engine is not built. */
export function journalWorker(): URL {
  return builtFile('journal-worker.js')
}

function builtFile(relativePath: string): URL {
  const here = import.meta.url
  const places = PLACES.map((place) => new URL(place + relativePath, here))
  const found = places.find((place) => existsSync(place))
  if (found) return found
  const looked = places.map((place) => fileURLToPath(place)).join(', ')
  throw new Error(`The built engine has no ${relativePath}: looked for ${looked}. The engine must be built first.`)
}
