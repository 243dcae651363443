import { readFileSync } from 'node:fs'

/** AT_PAGESZ of getauxval(3). */
const PAGE_SIZE_ENTRY = 6n
const ENTRY_BYTES = 16
const USUAL_BYTES = 4_096

let known: number | undefined

/** The size of a memory page: 4 KB on most machines, 16 or 64 KB on some with arm64. From the auxiliary vector, proc_pid_auxv(5). */
export function pageBytes(): number {
  return (known ??= readPageBytes())
}

function readPageBytes(): number {
  try {
    return pageBytesIn(readFileSync('/proc/self/auxv'))
  } catch {
    return USUAL_BYTES
  }
}

/** Pairs of a type and a value, each a word of 64 bits in the machine's order: little-endian wherever Electron runs. */
export function pageBytesIn(vector: Buffer): number {
  for (let at = 0; at + ENTRY_BYTES <= vector.byteLength; at += ENTRY_BYTES)
    if (vector.readBigUInt64LE(at) === PAGE_SIZE_ENTRY) return Number(vector.readBigUInt64LE(at + ENTRY_BYTES / 2))
  return USUAL_BYTES
}
