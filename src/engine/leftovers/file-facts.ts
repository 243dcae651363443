import type { BigIntStats } from 'node:fs'
import { lstat } from 'node:fs/promises'
import { codeOf } from '@tools/errors'
import { diskAnswer } from '../files/disk-answer'

export interface FileFacts {
  /** Names this very file: device, inode, and when it was made, for inodes are used again. */
  readonly id: string
  /** The same, with the time of its last change: whoever has taken it over has written to it. */
  readonly version: string
  /** As `/proc/locks` names it: major and minor number of its device, and its inode. */
  readonly lockName: string
  readonly sort: 'socket' | 'file' | 'other'
  /** Wall clock, in milliseconds. Undefined where the file system does not keep it. */
  readonly bornMs: number | undefined
  readonly modifiedMs: number
}

/** What stands under this name, be it a link. `missing` only where the disk says so; `unknown` where it does not answer. */
export async function factsOf(path: string): Promise<FileFacts | 'missing' | 'unknown'> {
  try {
    return factsIn(await diskAnswer(() => lstat(path, { bigint: true })))
  } catch (error) {
    return ['ENOENT', 'ENOTDIR'].includes(codeOf(error)) ? 'missing' : 'unknown'
  }
}

function factsIn(stats: BigIntStats): FileFacts {
  const { dev, ino, birthtimeNs } = stats
  return {
    id: `${dev}:${ino}:${birthtimeNs}`,
    version: `${dev}:${ino}:${birthtimeNs}:${stats.mtimeNs}`,
    lockName: `${majorOf(dev)}:${minorOf(dev)}:${ino}`,
    sort: stats.isSocket() ? 'socket' : stats.isFile() ? 'file' : 'other',
    bornMs: birthtimeNs === 0n ? undefined : Number(birthtimeNs / 1_000_000n),
    modifiedMs: Number(stats.mtimeNs / 1_000_000n),
  }
}

/** How the C library packs a device's two numbers into one. makedev(3). */
function majorOf(device: bigint): bigint {
  return ((device >> 8n) & 0xfffn) | ((device >> 32n) & ~0xfffn)
}

function minorOf(device: bigint): bigint {
  return (device & 0xffn) | ((device >> 12n) & 0xffffff00n)
}
