import type { InnerStatement } from './inner-statement'
import type { NamedProcess } from './named-process'
import type { NoFacts } from './no-facts'

interface Scans {
  readonly scans: number
  readonly forMs: number
}

/** Whether a process of the family is left, and how that is known. */
export interface FamilyStatements {
  /** The scan saw every process of the machine, and each that was made meanwhile; none belonged to the family. */
  readonly 'scan-found-nobody': { readonly processes: number }
  /** `groups`: process groups are seen. `marks`: whether every program shows its mark on this platform. */
  readonly 'nobody-seen': Scans & { readonly groups: boolean; readonly marks: 'some' | 'none' }
  readonly 'nobody-seen-but': Scans & { readonly gap: InnerStatement }
  readonly 'not-looked-for': NoFacts
  readonly 'given-channel-still-open': NoFacts
  readonly 'members-were-ended': { readonly count: number }
  readonly 'left-alone': { readonly processes: readonly NamedProcess[] }
  readonly 'processes-not-listed': { readonly problem: string }
  readonly 'member-left-during-scan': NoFacts
  readonly 'processes-made-too-fast': NoFacts
  /** It was made meanwhile and shows nothing of whom it belongs to. */
  readonly 'may-be-of-family': { readonly process: NamedProcess }
  readonly 'process-undecided': { readonly pid: number }
}
