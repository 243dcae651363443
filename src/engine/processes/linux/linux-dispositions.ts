import { constants } from 'node:os'
import { SIGNALS, type SignalName } from '@contract/stop'
import type { SignalDispositions } from '../process-table'
import { readProc } from './read-proc'

/** The masks `SigIgn`, `SigCgt` and `SigBlk` of `/proc/PID/status`: bit N-1 stands for signal N. proc(5). */
export function dispositionsOf(pid: number): SignalDispositions | undefined {
  const status = readProc(`${pid}/status`)
  if (status === undefined) return undefined
  const field = (name: string): string | undefined => new RegExp(`^${name}:\\s*(\\S+)`, 'm').exec(status)?.[1]
  const mask = (name: string): ReadonlySet<SignalName> => signalsOf(BigInt(`0x${field(name) ?? '0'}`))
  return { ignored: mask('SigIgn'), caught: mask('SigCgt'), blocked: mask('SigBlk'), state: field('State') ?? '?' }
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
