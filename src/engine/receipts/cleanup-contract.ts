import { existsSync } from 'node:fs'
import { homedir } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import type { CleanupContract } from '@contract/life'
import type { Leak } from '@contract/receipt'
import type { ProcessTaskSpec } from '@contract/task'
import type { ProcessTable } from '../processes/process-table'
import type { ReceiptDraft } from './receipt-draft'

export interface ContractGround {
  readonly table: ProcessTable
  readonly draft: ReceiptDraft
  /** The text of `printed` came by after the control was asked (or at any time, where nobody asked). */
  readonly printed: boolean
}

/** What the task declared for the time after its end, checked. Each part that does not hold is a broken promise. */
export function brokenPromises(spec: ProcessTaskSpec, ground: ContractGround): readonly Leak[] {
  const { expect } = spec
  if (!expect) return []
  return [
    ...filesStillThere(expect, spec.cwd ?? homedir()),
    ...portsStillHeld(expect, ground.table),
    ...notPrinted(expect, ground.printed),
    ...otherExit(expect, ground.draft),
  ]
}

function promise(what: string, where: string): Leak {
  return { kind: 'promise', what, where }
}

function filesStillThere({ filesGone }: CleanupContract, cwd: string): readonly Leak[] {
  return (filesGone ?? [])
    .map((path) => (isAbsolute(path) ? path : resolve(cwd, path)))
    .filter((path) => existsSync(path))
    .map((path) => promise(`${path} is still there`, 'filesGone'))
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
