import { accessSync, constants, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { codeOf } from '@tools/errors'
import { removeTree } from '../processes/remove-tree'

export interface WorkFolders {
  /** Where the output of this instance's runs goes. */
  readonly outputDir: string
  /** Where private temporary folders of runs are made when no shorter place can be had. */
  readonly tempDir: string
  /** For runs that may stay when we go: the same for every instance. */
  readonly keptDir: string
  /** Set when `dataDir` did not take them, and they lie in the system's temporary folder until the engine closes. */
  readonly problem?: string
  remove(): Promise<void>
  /** For an engine that never came to be: takes away what was made for it, and nothing else. */
  withdraw(): Promise<void>
}

const DISK_REFUSES = /^(?:EROFS|ENOSPC|EACCES|EPERM|EDQUOT|EIO)$/

/** A data folder that cannot be written must not keep tasks from running. Throws where the path itself makes no sense. */
export function workFolders(dataDir: string, instance: string): WorkFolders {
  const outputDir = join(dataDir, 'output', instance)
  const tempDir = join(dataDir, 'tmp', instance)
  try {
    mkdirSync(outputDir, { recursive: true, mode: 0o700 })
    return {
      outputDir,
      tempDir,
      keptDir: join(dataDir, 'kept'),
      remove: () => removeTree(tempDir).then(() => undefined),
      withdraw: async () => {
        for (const folder of [outputDir, tempDir]) await rm(folder, { recursive: true, force: true })
      },
    }
  } catch (error) {
    const code = refusalOf(dataDir, error)
    if (!DISK_REFUSES.test(code)) throw error
    const elsewhere = mkdtempSync(join(tmpdir(), 'quiesce-'))
    const folders = { outputDir: join(elsewhere, 'output'), tempDir: join(elsewhere, 'tmp') }
    mkdirSync(folders.outputDir, { mode: 0o700 })
    return {
      ...folders,
      keptDir: join(elsewhere, 'kept'),
      problem: `The folder ${dataDir} cannot be written (${code}). Tasks run, and nothing of this start is kept for the next.`,
      remove: () => removeTree(elsewhere).then(() => undefined),
      withdraw: () => rm(elsewhere, { recursive: true, force: true }),
    }
  }
}

/** Making a folder and its parents on a read-only disk answers ENOENT: what the folder above says is true. */
function refusalOf(dataDir: string, error: unknown): string {
  const code = codeOf(error)
  if (code !== 'ENOENT' || !existsSync(dataDir)) return code
  try {
    accessSync(dataDir, constants.W_OK)
    return code
  } catch (denied) {
    return codeOf(denied) || code
  }
}

/** Where the newest part of a run's output lies: in the folder of the instance that wrote it. */
export function outputFile(dataDir: string, instance: string, runId: string): string {
  return join(dataDir, 'output', instance, `${runId}.log`)
}

/** The output of a run that is kept no longer. Two segments: the newest, and the one before. */
export function removeOutput(dataDir: string, instance: string, runId: string): void {
  const file = outputFile(dataDir, instance, runId)
  for (const segment of [file, `${file}.1`]) rmSync(segment, { force: true })
}
