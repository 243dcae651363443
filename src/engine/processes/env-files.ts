import { readFileSync } from 'node:fs'
import { isAbsolute, resolve } from 'node:path'
import { parseEnv } from 'node:util'

/** A megabyte of settings is a mistake: a path to the wrong file. */
const LARGEST_BYTES = 1_048_576

export type EnvFiles =
  | { readonly ok: true; readonly variables: Readonly<Record<string, string>> }
  | { readonly ok: false; readonly problem: string }

/** Reads files of `NAME=value` lines in order; later ones win. Quotes and comments as Node's own `--env-file` takes them. */
export function readEnvFiles(paths: readonly string[], cwd: string): EnvFiles {
  const variables: Record<string, string> = {}
  for (const [index, path] of paths.entries()) {
    const file = isAbsolute(path) ? path : resolve(cwd, path)
    const expected = `envFiles.${index}: got "${file}", expected a file of NAME=value lines`
    let text: string
    try {
      text = readFileSync(file, 'utf8')
    } catch (error) {
      return { ok: false, problem: `${expected}: ${spokenReadError(error)}.` }
    }
    if (text.length > LARGEST_BYTES) return { ok: false, problem: `${expected} of at most 1 MB: it is larger.` }
    if (text.includes('\0')) return { ok: false, problem: `${expected}: it is not text.` }
    for (const [name, value] of Object.entries(parseEnv(text))) if (value !== undefined) variables[name] = value
  }
  return { ok: true, variables }
}

function spokenReadError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'there is no such file'
  if (code === 'EISDIR') return 'it is a folder'
  if (code === 'EACCES') return 'it may not be read'
  return error instanceof Error ? error.message : String(error)
}
