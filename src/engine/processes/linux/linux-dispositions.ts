import { constants } from 'node:os'
import { SIGNALS, type SignalName } from '@contract/stop'
import type { SignalDispositions } from '../process-table'
import { readProc } from './read-proc'

/** The masks `SigIgn`, `SigCgt` and `SigBlk` of `/proc/PID/status`: bit N-1 stands for signal N. proc(5). */
export function dispositionsOf(pid: number): SignalDispositions | undefined {
  const status = readProc(`${pid}/status`)
  return status === undefined ? undefined : new ReadDispositions(status)
}

/** Read at each stop, and only looked at where the stop was not enough: it is taken apart then. */
class ReadDispositions implements SignalDispositions {
  readonly #status: string

  constructor(status: string) {
    this.#status = status
  }

  get ignored(): ReadonlySet<SignalName> {
    return this.#mask('SigIgn')
  }

  get caught(): ReadonlySet<SignalName> {
    return this.#mask('SigCgt')
  }

  get blocked(): ReadonlySet<SignalName> {
    return this.#mask('SigBlk')
  }

  get state(): string {
    return this.#field('State') ?? '?'
  }

  #field(name: string): string | undefined {
    return new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(this.#status)?.[1]
  }

  #mask(name: string): ReadonlySet<SignalName> {
    return signalsOf(BigInt(`0x${this.#field(name) ?? '0'}`))
  }
}

function signalsOf(mask: bigint): ReadonlySet<SignalName> {
  const numbers: Readonly<Record<string, number>> = constants.signals
  return new Set(
    SIGNALS.filter((name) => {
      const number = numbers[name]
      return number !== undefined && (mask >> BigInt(number - 1)) % 2n === 1n
    }),
  )
}
