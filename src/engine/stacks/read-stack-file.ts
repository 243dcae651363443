import { resolve } from 'node:path'
import type { RefusedStack, StackAnswer, StackFileKind } from '@contract/stack'
import { unreachable } from '@contract/unreachable'
import type { Unreadable } from '../files/user-file'
import { filesNow } from './files-now'
import { importCompose } from './imports/import-compose'
import { importPackage } from './imports/import-package'
import { importProcessCompose } from './imports/import-process-compose'
import { importProcfile } from './imports/import-procfile'
import { recogniseStackFile } from './recognise-stack-file'
import { issueAt, placeAt } from './source-places'
import { parseStackFile } from './stack-file'
import { withSources, type StackSources } from './stack-sources'

/** A stack of a hundred tasks is some ten thousand characters; a megabyte is the wrong file. */
const LARGEST_BYTES = 1_048_576

/**
 * Reads a stack from a file of any known kind. Never rejects, starts nothing, keeps nothing. Of a bad file nothing is taken:
 * the answer is then every issue that was found, with line and column. A disk that does not answer is such an issue.
 */
export function loadStackFile(path: string): Promise<StackAnswer> {
  return withSources((sources) => readStackFile(path, sources))
}

/** The same at once, for a script that may wait for its disk. */
export function readStackFile(path: string, sources = filesNow): StackAnswer {
  const file = resolve(path)
  const read = readText(file, sources)
  if (!read.ok) return read
  const kind = recogniseStackFile(file, read.text)
  if (kind === undefined) {
    const expected = 'a quiesce.yaml, Procfile, package.json, process-compose.yaml or compose.yaml'
    return refused(file, 'a file of no known kind', expected)
  }
  return parseStackText(kind, read.text, file, sources)
}

/** The same for a text that is at hand. `file` is the absolute path that it belongs to. */
export function parseStackText(kind: StackFileKind, text: string, file: string, sources = filesNow): StackAnswer {
  switch (kind) {
    case 'quiesce':
      return parseStackFile(text, file, sources, (path) => readStackFile(path, sources))
    case 'procfile':
      return importProcfile(text, file, sources)
    case 'package-scripts':
      return importPackage(text, file, sources)
    case 'process-compose':
      return importProcessCompose(text, file, sources)
    case 'compose':
      return importCompose(text, file, sources)
    default:
      return unreachable(kind)
  }
}

type ReadText = { readonly ok: true; readonly text: string } | RefusedStack

function readText(file: string, sources: StackSources): ReadText {
  const read = sources.read(file, LARGEST_BYTES)
  if (read.ok) return textOf(read.bytes, file)
  return refused(file, read.got, EXPECTED[read.why])
}

const EXPECTED: Readonly<Record<Unreadable, string>> = {
  missing: 'a file that can be read',
  denied: 'a file that can be read',
  error: 'a file that can be read',
  silent: 'a file that can be read',
  'no-file': 'a file',
  large: `at most ${LARGEST_BYTES} bytes`,
}

function textOf(bytes: Buffer, file: string): ReadText {
  const loose = bytes.toString('utf8')
  const nul = loose.indexOf('\0')
  if (nul >= 0) {
    return { ok: false, issues: [issueAt(file, placeAt(loose, nul), '', 'a NUL character', 'text without one')] }
  }
  try {
    return { ok: true, text: new TextDecoder('utf-8', { fatal: true }).decode(bytes) }
  } catch {
    const at = Math.max(0, loose.indexOf('\ufffd'))
    return { ok: false, issues: [issueAt(file, placeAt(loose, at), '', 'bytes that are not UTF-8', 'text')] }
  }
}

function refused(file: string, got: string, expected: string): RefusedStack {
  return { ok: false, issues: [issueAt(file, { line: 1, column: 1 }, '', got, expected)] }
}
