import { homedir } from 'node:os'
import { isAbsolute, resolve } from 'node:path'
import type { CleanupContract } from '@contract/life'
import type { Leak } from '@contract/receipt'
import type { ProcessTaskSpec } from '@contract/task'
import type { Statement } from '@contract/statement'
import { isThere } from '../files/user-file'
import type { ProcessTable } from '../processes/process-table'
import type { ReceiptDraft } from './receipt-draft'

export interface ContractGround {
  readonly table: ProcessTable
  readonly draft: ReceiptDraft
  /** The text of `printed` came by after the control was asked (or at any time, where nobody asked). */
  readonly printed: boolean
}

export interface CheckedContract {
  readonly broken: readonly Leak[]
  /** Parts of it that nobody could see: neither kept nor broken. */
  readonly unseenPorts?: Statement
  readonly unseenFiles?: Statement
}

/** What the task declared for the time after its end, checked. Each part that does not hold is a broken promise. */
export async function checkContract(spec: ProcessTaskSpec, ground: ContractGround): Promise<CheckedContract> {
  const { expect } = spec
  if (!expect) return { broken: [] }
  const files = await filesStillThere(expect, spec.cwd ?? homedir())
  const ports = portsStillHeld(expect, ground.table)
  return {
    broken: [
      ...files.broken,
      ...(ports ?? []),
      ...notPrinted(expect, ground.printed),
      ...otherExit(expect, ground.draft),
    ],
    ...(files.unseen.length > 0 && { unseenFiles: { code: 'promised-files-unseen' as const, paths: files.unseen } }),
    ...(!ports && { unseenPorts: { code: 'promised-ports-unseen' as const, ports: expect.portsFree ?? [] } }),
  }
}

function promise(what: string, where: string): Leak {
  return { kind: 'promise', what, where }
}

/** A link to nothing is there: Firefox, Chromium and Emacs lock their folders with one. */
async function filesStillThere(
  { filesGone }: CleanupContract,
  cwd: string,
): Promise<{ readonly broken: readonly Leak[]; readonly unseen: readonly string[] }> {
  const paths = (filesGone ?? []).map((path) => (isAbsolute(path) ? path : resolve(cwd, path)))
  const found = await Promise.all(paths.map(async (path) => ({ path, there: await isThere(path) })))
  return {
    broken: found.flatMap(({ path, there }) => (there ? [promise(`${path} is still there`, 'filesGone')] : [])),
    unseen: found.flatMap(({ path, there }) => (there === undefined ? [path] : [])),
  }
}

/** Undefined where nobody can see which ports are in use. */
function portsStillHeld({ portsFree = [] }: CleanupContract, table: ProcessTable): readonly Leak[] | undefined {
  if (portsFree.length === 0) return []
  return table.portsInUse(portsFree)?.map((port) => {
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
