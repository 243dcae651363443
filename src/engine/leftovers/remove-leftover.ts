import { unlink } from 'node:fs/promises'
import type { Leak, Receipt } from '@contract/receipt'
import type { ControlAnswer } from '@contract/control-answer'
import { codeOf, messageOf } from '@tools/errors'
import { verbatim } from '@contract/statement'
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
  if (!leak) return refused('unknown-run', `fileId: got "${fileId}", expected one that the receipt of this run names.`)
  const path = leak.where
  const before = await factsOf(path)
  const other = otherThan(leak, before)
  if (other) return other
  const holder = await holderOf(path, before, table)
  if (holder !== undefined) return refused('not-offered', `${path} was not removed: ${holder}.`)
  // Looking through all processes takes a moment: what is removed is what stands there now.
  return otherThan(leak, await factsOf(path)) ?? (await taken(path))
}

/** Why it is not what the receipt names. */
function otherThan({ where, fileId }: Leak, now: Awaited<ReturnType<typeof factsOf>>): ControlAnswer | undefined {
  if (now === 'missing') return refused('already-ended', `${where} is no longer there.`)
  if (now === 'unknown')
    return refused('unresponsive', `${where} was not removed: the disk does not say what is there.`)
  if (now.version === fileId && now.sort !== 'other') return undefined
  return refused('not-offered', `${where} was not removed: it was changed or replaced since.`)
}

/** Who has it, or why that is not known, as half a sentence. */
async function holderOf(
  path: string,
  facts: Awaited<ReturnType<typeof factsOf>>,
  table: ProcessTable,
): Promise<string | undefined> {
  const { holdings } = table
  const locks = holdings?.locks()
  const bound = holdings?.boundAt(path)
  if (!holdings || !locks || bound === undefined) return 'whether a process has it open cannot be seen'
  if (typeof facts === 'string') return 'the disk does not say what is there'
  const holders = await holderNames(table, { inodes: new Set(bound), paths: new Set([path]) })
  if (!holders) return 'whether a process has it open cannot be seen'
  const [holder] = holders.values()
  if (holder !== undefined) return `${holder} has it open`
  const named = facts.sort === 'file' ? await pidInFile(path) : undefined
  if (named !== undefined && table.startTimeOf(named) !== undefined)
    return `it names process ${named}, which is running`
  if (bound.length > 0) return 'a process that cannot be seen answers there'
  return locks.some(({ file }) => file === facts.lockName) ? 'it is locked by a process that cannot be seen' : undefined
}

async function taken(path: string): Promise<ControlAnswer> {
  try {
    await diskAnswer(() => unlink(path))
  } catch (error) {
    if (codeOf(error) !== 'ENOENT') return refused('not-offered', `${path} was not removed: ${messageOf(error)}.`)
  }
  const left = await factsOf(path)
  return left === 'missing'
    ? { accepted: true, reason: verbatim(`${path} is gone.`) }
    : refused('unresponsive', `${path} was to be removed; something stands there still.`)
}

function refused(code: NonNullable<ControlAnswer['code']>, reason: string): ControlAnswer {
  return { accepted: false, code, reason: verbatim(reason) }
}
