import { stat } from 'node:fs/promises'
import { extname, isAbsolute, resolve } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { codeOf } from '@tools/errors'
import { BUILT_IN_WORKLOADS } from '@vocabulary/built-in-workloads'
import { notFile } from '../../files/user-file'

export type Located =
  /** `version` changes when the file does: a thread that has loaded another version of it must not be used again. */
  { readonly moduleUrl: string; readonly version: string } | { readonly failure: string }

const ENDINGS = ['.mjs', '.js', '.cjs']
const NAMES = Object.values(BUILT_IN_WORKLOADS).flat()
const BUILT_IN_NAME = /^lab\/[\w-]+$/

/** Finds the module behind a task's `workload`: a built-in name, or a path (a relative one counts from the working folder). */
export async function locateWorkload(workload: string, builtInFolder: URL): Promise<Located> {
  if (BUILT_IN_NAME.test(workload)) return locateBuiltIn(workload, builtInFolder)
  if (workload.includes('\0')) return { failure: 'The path of the module has a NUL character in it.' }
  const path = workload.startsWith('file:') ? fromFileUrl(workload) : resolve(workload)
  const shown = isAbsolute(workload) || path === undefined ? workload : `${workload} (that is ${path})`
  if (path === undefined) return { failure: `${workload} is no file: address of this machine.` }
  let version: string
  try {
    const found = await stat(path)
    if (found.isDirectory()) return { failure: `${shown} is a folder, expected the file of a module.` }
    const other = notFile(found)
    if (other) return { failure: `workload: got "${shown}", expected the file of a module: ${other.sentence}.` }
    version = `${found.mtimeMs}:${found.size}`
  } catch (error) {
    return { failure: sayMissing(shown, error) }
  }
  const ending = extname(path).toLowerCase()
  if (!ENDINGS.includes(ending)) return { failure: sayEnding(shown, ending) }
  return { moduleUrl: pathToFileURL(path).href, version }
}

function locateBuiltIn(workload: string, builtInFolder: URL): Located {
  if (!NAMES.includes(workload)) {
    return { failure: `There is no built-in workload ${workload}; built in are ${NAMES.join(', ')}.` }
  }
  return { moduleUrl: new URL(`${workload}.js`, builtInFolder).href, version: 'built in' }
}

function fromFileUrl(address: string): string | undefined {
  try {
    return fileURLToPath(address)
  } catch {
    return undefined
  }
}

function sayMissing(shown: string, error: unknown): string {
  const code = codeOf(error) || 'unknown error'
  if (code === 'ENOENT') return `There is no module at ${shown}; expected the path of an .mjs, .js or .cjs file.`
  return `The module ${shown} cannot be read: ${code}.`
}

function sayEnding(shown: string, ending: string): string {
  if (/^\.[cm]?tsx?$/.test(ending)) {
    return `${shown} is TypeScript, which is not run as it is; expected the .mjs, .js or .cjs file that is built from it.`
  }
  return `${shown} ends in ${ending || 'nothing'}; expected a module, ending in .mjs, .js or .cjs.`
}
