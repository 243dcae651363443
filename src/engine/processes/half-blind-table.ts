import type { Statement } from '@contract/statement'
import type { Sight } from './absence'
import type {
  KernelView,
  ListeningPort,
  PortHolder,
  ProcessScan,
  ProcessTable,
  SignalDispositions,
} from './process-table'

/** A table that lists processes and sees nothing inside them. `undefined` means "cannot be seen", and receipts say so. */
export abstract class HalfBlindTable implements ProcessTable {
  abstract readonly limits: readonly Statement[]
  abstract readonly sight: Sight
  abstract scan(): Promise<ProcessScan>
  abstract isAlive(pid: number, startTime: string): boolean
  abstract startTimeOf(pid: number): string | undefined
  abstract commandOf(pid: number): string | undefined

  dispositionsOf(): SignalDispositions | undefined {
    return undefined
  }

  kernelViewOf(): KernelView | undefined {
    return undefined
  }

  listeningPortsOf(): readonly ListeningPort[] | undefined {
    return undefined
  }

  holdersOf(): readonly PortHolder[] {
    return []
  }

  portsInUse(): readonly number[] | undefined {
    return undefined
  }
}
