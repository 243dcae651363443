import { homedir } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import type { CleanupContract } from '@contract/life'
import type { Leak } from '@contract/receipt'
import type { ProcessTaskSpec } from '@contract/task'
import { isThere } from '../files/user-file'
import type { ProcessTable } from '../processes/process-table'
import type { ReceiptDraft } from './receipt-draft'

export interface ContractGround {
  readonly table: ProcessTable
  readonly draft: ReceiptDraft
  /** The text of `printed` came by after the control was asked (or at any time, where nobody asked). */
  readonly printed: boolean
}

/** What the task declared for the time after its end, checked. Each part that does not hold is a broken promise. */
export async function brokenPromises(spec: ProcessTaskSpec, ground: ContractGround): Promise<readonly Leak[]> {
  const { expect } = spec
  if (!expect) return []
  return [
    ...(await filesStillThere(expect, spec.cwd ?? homedir())),
    ...portsStillHeld(expect, ground.table),
    ...notPrinted(expect, ground.printed),
    ...otherExit(expect, ground.draft),
  ]
}

function promise(what: string, where: string): Leak {
  return { kind: 'promise', what, where }
}

/** A link to nothing is there: Firefox, Chromium and Emacs lock their folders with one. */
async function filesStillThere({ filesGone }: CleanupContract, cwd: string): Promise<readonly Leak[]> {
  const paths = (filesGone ?? []).map((path) => (isAbsolute(path) ? path : resolve(cwd, path)))
  const found = await Promise.all(paths.map(async (path) => ({ path, there: await isThere(path) })))
  return found.flatMap(({ path, there }) => {
    if (there === false) return []
    return [promise(there ? `${path} is still there` : `${path} could not be looked at`, 'filesGone')]
  })
}

function portsStillHeld({ portsFree }: CleanupContract, table: ProcessTable): readonly Leak[] {
  const used = table.portsInUse(portsFree ?? [])
  if (used === undefined) return []
  return used.map((port) => {
    const holder = table.holdersOf([port])[0]
    const who = holder ? `held by ${holder.command} (process ${holder.pid})` : 'its holder cannot be seen'
    return promise(`port ${port} is not free: ${who}`, 'portsFree')
  })
}

function notPrinted({ printed }: CleanupContract, seen: boolean): readonly Leak[] {
  return printed === undefined || seen ? [] : [promise(`"${printed}" was not printed`, 'printed')]
}

function otherExit({ exitCodes }: CleanupContract, { end }: ReceiptDraft): readonly Leak[] {
  const exit = end?.exit
  if (!exitCodes || !exit || (exit.code !== null && exitCodes.includes(exit.code))) return []
  const got = exit.signal ?? `exit code ${exit.code ?? '?'}`
  return [promise(`it ended with ${got}, expected ${exitCodes.join(' or ')}`, 'exitCodes')]
}
