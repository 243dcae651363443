import { homedir } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import { parseEnv } from 'node:util'
import type { ProcessTaskSpec } from '@contract/task'
import { readUserFile } from '../files/user-file'

/** A megabyte of settings is a mistake: a path to the wrong file. */
const LARGEST_BYTES = 1_048_576

type EnvFiles =
  | { readonly ok: true; readonly variables: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problem: string }

/** A task's own variables: those of its files in their order, and over them those that it names itself. */
export async function variablesOf(spec: ProcessTaskSpec): Promise<EnvFiles> {
  const fromFiles = await readEnvFiles(spec.envFiles ?? [], spec.cwd ?? homedir())
  return fromFiles.ok ? { ok: true, variables: { ...fromFiles.variables, ...spec.env } } : fromFiles
}

/** Reads files of `NAME=value` lines in order; later ones win. Quotes and comments as Node's own `--env-file` takes them. */
async function readEnvFiles(paths: readonly string[], cwd: string): Promise<EnvFiles> {
  const variables: Record<string, string> = {}
  for (const [index, path] of paths.entries()) {
    const file = isAbsolute(path) ? path : resolve(cwd, path)
    const expected = `envFiles.${index}: got "${file}", expected a file of NAME=value lines`
    const read = await readUserFile(file, LARGEST_BYTES)
    if (!read.ok && read.why === 'large') return { ok: false, problem: `${expected} of at most 1 MB: it is larger.` }
    if (!read.ok) return { ok: false, problem: `${expected}: ${read.sentence}.` }
    const text = read.bytes.toString('utf8')
    if (text.includes('\0')) return { ok: false, problem: `${expected}: it is not text.` }
    for (const [name, value] of Object.entries(parseEnv(text))) if (value !== undefined) variables[name] = value
  }
  return { ok: true, variables }
}
