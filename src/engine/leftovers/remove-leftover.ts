import { unlink } from 'node:fs/promises'
import type { Leak, Receipt } from '@contract/receipt'
import type { ControlAnswer } from '@contract/control-answer'
import { codeOf, messageOf } from '@tools/errors'
import type { Statement } from '@contract/statement'
import type { FileKept } from '@contract/statements/answer-statements'
import { diskAnswer } from '../files/disk-answer'
import type { ProcessTable } from '../processes/process-table'
import { factsOf } from './file-facts'
import { holderNames } from './holder-names'
import { pidInFile } from './pid-in-file'

/**
 * "Remove": takes away one file that a receipt says was left behind, if it is still that very file and nobody has it open now.
 * Only the receipt says where it is. Accepted means that it was seen to be gone.
 */
export async function removeLeftover(
  receipt: Receipt | undefined,
  fileId: string,
  table: ProcessTable,
): Promise<ControlAnswer> {
  const leak = receipt?.leaks.find((each) => each.fileId === fileId)
  if (!leak) return refused('unknown-run', { code: 'not-in-receipt', field: 'fileId', got: fileId })
  const path = leak.where
  const before = await factsOf(path)
  const other = otherThan(leak, before)
  if (other) return other
  const kept = await holderOf(path, before, table)
  if (kept) return refused('not-offered', { code: 'file-not-removed', path, kept })
  // Looking through all processes takes a moment: what is removed is what stands there now.
  return otherThan(leak, await factsOf(path)) ?? (await taken(path))
}

/** Why it is not what the receipt names. */
function otherThan({ where: path, fileId }: Leak, now: Awaited<ReturnType<typeof factsOf>>): ControlAnswer | undefined {
  if (now === 'missing') return refused('already-ended', { code: 'file-no-longer-there', path })
  if (now === 'unknown')
    return refused('unresponsive', { code: 'file-not-removed', path, kept: { because: 'disk-silent' } })
  if (now.version === fileId && now.sort !== 'other') return undefined
  return refused('not-offered', { code: 'file-not-removed', path, kept: { because: 'changed' } })
}

/** Who has it, or why that is not known. */
async function holderOf(
  path: string,
  facts: Awaited<ReturnType<typeof factsOf>>,
  table: ProcessTable,
): Promise<FileKept | undefined> {
  const { holdings } = table
  const locks = holdings?.locks()
  const bound = holdings?.boundAt(path)
  if (!holdings || !locks || bound === undefined) return { because: 'holders-unseen' }
  if (typeof facts === 'string') return { because: 'disk-silent' }
  const holders = await holderNames(table, { inodes: new Set(bound), paths: new Set([path]) })
  if (!holders) return { because: 'holders-unseen' }
  const [holder] = holders.values()
  if (holder !== undefined) return { because: 'held', holder }
  const named = facts.sort === 'file' ? await pidInFile(path) : undefined
  if (named !== undefined && table.startTimeOf(named) !== undefined) return { because: 'names-process', pid: named }
  if (bound.length > 0) return { because: 'unseen-answers' }
  return locks.some(({ file }) => file === facts.lockName) ? { because: 'unseen-locks' } : undefined
}

async function taken(path: string): Promise<ControlAnswer> {
  try {
    await diskAnswer(() => unlink(path))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT')
      return refused('not-offered', {
        code: 'file-not-removed',
        path,
        kept: { because: 'failed', error: messageOf(error) },
      })
  }
  const left = await factsOf(path)
  return left === 'missing'
    ? { accepted: true, reason: { code: 'file-is-gone', path } }
    : refused('unresponsive', { code: 'file-still-there', path })
}

function refused(code: NonNullable<ControlAnswer['code']>, reason: Statement): ControlAnswer {
  return { accepted: false, code, reason }
}
