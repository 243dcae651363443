import { join } from 'node:path'
import { z } from 'zod'
import type { ProcessTaskSpec } from '@contract/task'
import type { Delegation } from './delegation'
import { delegationsOf } from './recognise'
import { readSmallFile } from './read-small-file'
import { programOf, scriptOf } from './wrappers'

const SCRIPT_BYTES = 65_536
const PACKAGE_BYTES = 262_144
const RUNNERS = new Set(['npm', 'pnpm', 'yarn', 'bun'])

const scripts = z.looseObject({ scripts: z.record(z.string(), z.string()).optional() })

/** What the script that a task runs says that it hands over: a shell's script, or one of a package.json. Empty where there is none. */
export async function saidInScripts(spec: ProcessTaskSpec, folder: string): Promise<readonly Delegation[]> {
  if (spec.shell === true) return []
  const words = [spec.command, ...(spec.args ?? [])]
  const text = RUNNERS.has(programOf(words[0]) ?? '')
    ? await packageScript(words, folder)
    : await shellScript(words, folder)
  return text === undefined ? [] : delegationsOf(['sh', '-c', text])
}

async function shellScript(words: readonly string[], folder: string): Promise<string | undefined> {
  const script = scriptOf(words)
  return script === undefined ? undefined : readSmallFile(inFolder(script, folder), SCRIPT_BYTES)
}

/** `npm run dev`, `npm start`, `yarn dev`: with what stands before and after it. npm-run-script(1). */
async function packageScript(words: readonly string[], folder: string): Promise<string | undefined> {
  const [verb = '', named = ''] = words.slice(1).filter((word) => !word.startsWith('-'))
  const name = verb === 'run' || verb === 'run-script' ? named : verb
  const text = await readSmallFile(join(folder, 'package.json'), PACKAGE_BYTES)
  const read = scripts.safeParse(text === undefined ? undefined : jsonOf(text))
  const known = read.success ? read.data.scripts : undefined
  if (known === undefined || !Object.hasOwn(known, name)) return undefined
  return [known[`pre${name}`], known[name], known[`post${name}`]].filter((each) => each !== undefined).join('\n')
}

function inFolder(path: string, folder: string): string {
  return path.startsWith('/') ? path : join(folder, path)
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
