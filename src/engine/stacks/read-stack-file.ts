import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs'
import { resolve } from 'node:path'
import type { RefusedStack, StackAnswer, StackFileKind } from '@contract/stack'
import { unreachable } from '@contract/unreachable'
import { importCompose } from './imports/import-compose'
import { importPackage } from './imports/import-package'
import { importProcessCompose } from './imports/import-process-compose'
import { importProcfile } from './imports/import-procfile'
import { recogniseStackFile } from './recognise-stack-file'
import { issueAt, placeAt } from './source-places'
import { parseStackFile } from './stack-file'

/** A stack of a hundred tasks is some ten thousand characters; a megabyte is the wrong file. */
const LARGEST_BYTES = 1_048_576

/**
 * Reads a stack from a file of any known kind. Never throws, starts nothing, keeps nothing. Of a bad file nothing is taken:
 * the answer is then every issue that was found, with line and column.
 */
export function readStackFile(path: string): StackAnswer {
  const file = resolve(path)
  const read = readText(file)
  if (!read.ok) return read
  const kind = recogniseStackFile(file, read.text)
  if (kind === undefined) {
    const expected = 'a quiesce.yaml, Procfile, package.json, process-compose.yaml or compose.yaml'
    return refused(file, 'a file of no known kind', expected)
  }
  return parseStackText(kind, read.text, file)
}

/** The same for a text that is at hand. `file` is the absolute path that it belongs to. */
export function parseStackText(kind: StackFileKind, text: string, file: string): StackAnswer {
  switch (kind) {
    case 'quiesce':
      return parseStackFile(text, file, readStackFile)
    case 'procfile':
      return importProcfile(text, file)
    case 'package-scripts':
      return importPackage(text, file)
    case 'process-compose':
      return importProcessCompose(text, file)
    case 'compose':
      return importCompose(text, file)
    default:
      return unreachable(kind)
  }
}

type ReadText = { readonly ok: true; readonly text: string } | RefusedStack

function readText(file: string): ReadText {
  let bytes: Buffer
  try {
    // Without O_NONBLOCK the open of a named pipe waits for its writer.
    const handle = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK)
    try {
      const stat = fstatSync(handle)
      if (!stat.isFile()) return refused(file, 'something that is no file', 'a file')
      if (stat.size > LARGEST_BYTES)
        return refused(file, `a file of ${stat.size} bytes`, `at most ${LARGEST_BYTES} bytes`)
      bytes = readAll(handle)
    } finally {
      closeSync(handle)
    }
  } catch (error) {
    return refused(file, sayReadError(error), 'a file that can be read')
  }
  if (bytes.length > LARGEST_BYTES) return refused(file, 'a file that grows', `at most ${LARGEST_BYTES} bytes`)
  return textOf(bytes, file)
}

function readAll(handle: number): Buffer {
  const buffer = Buffer.alloc(LARGEST_BYTES + 1)
  let length = 0
  for (;;) {
    const read = readSync(handle, buffer, length, buffer.length - length, null)
    length += read
    if (read === 0 || length === buffer.length) return buffer.subarray(0, length)
  }
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

function sayReadError(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (code === 'ENOENT') return 'a path where no file is'
  if (code === 'EISDIR') return 'a folder'
  return code === 'EACCES'
    ? 'a file that may not be read'
    : `an error (${error instanceof Error ? error.message : code})`
}

function refused(file: string, got: string, expected: string): RefusedStack {
  return { ok: false, issues: [issueAt(file, { line: 1, column: 1 }, '', got, expected)] }
}
