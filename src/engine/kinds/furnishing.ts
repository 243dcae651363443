import { allOf, type Statement } from '@contract/statement'
import type { ProcessTaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import { messageOf } from '@tools/errors'
import type { StrictProbe } from '../strict/strict-probe'
import type { ProcessSpace } from '../strict/process-space'
import type { Ties } from '../processes/family-ties'
import { reachOf } from '../processes/membership'
import { OutputFile } from '../processes/output-file'
import { PseudoTerminal } from '../terminals/pseudo-terminal'
import type { Delivery } from './task-kind'

/** What a process is given besides its pipes: a terminal of its own, a namespace of its own, both or neither. */
export interface Furnishing {
  readonly terminal?: PseudoTerminal
  readonly space?: ProcessSpace
  /** In place of pipes, for a program that may outlive us. */
  readonly outputFile?: OutputFile
}

export type Furnished =
  { readonly ok: true; readonly furnishing: Furnishing } | { readonly ok: false; readonly problem: string }

/** Makes what the task asks for. A task that asks for strict mode and cannot have it does not start: never silently weaker. */
export async function furnish(spec: ProcessTaskSpec, strict: StrictProbe, keptOutput: string): Promise<Furnished> {
  if (spec.keepRunning) return furnishToStay(spec, keptOutput)
  let space: ProcessSpace | undefined
  try {
    if (spec.strict) space = await strict.open()
  } catch (error) {
    const expected = 'a machine where a process namespace can be made'
    return { ok: false, problem: `strict: got true, expected ${expected}. ${sentenceOf(error)}` }
  }
  try {
    const terminal = spec.terminal ? await PseudoTerminal.open() : undefined
    return { ok: true, furnishing: defined({ space, terminal }) }
  } catch (error) {
    await space?.close()
    return { ok: false, problem: `terminal: got true, expected a free terminal. ${sentenceOf(error)}` }
  }
}

function furnishToStay(spec: ProcessTaskSpec, keptOutput: string): Furnished {
  const other = spec.terminal ? 'terminal' : spec.ipc ? 'ipc' : spec.strict ? 'strict' : undefined
  if (other !== undefined) {
    const why = 'that ends with Quiesce, and the program with it'
    return { ok: false, problem: `keepRunning: got true together with ${other}, expected one of them: ${why}.` }
  }
  try {
    return { ok: true, furnishing: { outputFile: new OutputFile(keptOutput) } }
  } catch (error) {
    return { ok: false, problem: `keepRunning: got true, expected a file for its output. ${sentenceOf(error)}` }
  }
}

/** What holds its family together, and what of it is not its own to end. */
export function tiesOf(
  spec: ProcessTaskSpec,
  { terminal, space }: Furnishing,
  given: Ties['given'],
  groupGone: () => void,
): Ties {
  return {
    given,
    reach: reachOf(spec),
    ...defined({ terminal: terminal?.path, space }),
    groupGone,
  }
}

export async function unfurnish({ terminal, space, outputFile }: Furnishing): Promise<void> {
  terminal?.close()
  outputFile?.close(true)
  await space?.close()
}

export function guaranteeOf({ space }: Furnishing): Statement {
  if (space) return { code: 'family-found-by', by: 'namespace' }
  return { code: 'family-found-by', by: process.platform === 'win32' ? 'parents' : 'group-mark-parents' }
}

/** Force in a namespace does not depend on a list of who is in it. */
export function withEndedSpace(delivery: Delivery, ended: boolean): Delivery {
  if (!ended) return delivery
  const evidence = allOf(delivery.evidence, { code: 'namespace-ended-too' })
  return { ...delivery, delivered: 'yes', evidence }
}

function sentenceOf(error: unknown): string {
  const text = messageOf(error)
  return /[.!?]$/.test(text) ? text : `${text}.`
}
