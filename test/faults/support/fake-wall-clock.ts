import { existsSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** Where Debian's and Fedora's package lay it. */
const LIBRARIES = [
  '/usr/lib/x86_64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib/aarch64-linux-gnu/faketime/libfaketimeMT.so.1',
  '/usr/lib64/faketime/libfaketimeMT.so.1',
]

const library = LIBRARIES.find((path) => existsSync(path))

/** Why no process can be given another wall clock here, in a few words. */
export const whyNoFakeClock = library === undefined ? 'libfaketime is not installed (Debian: faketime)' : undefined

export interface FakeWallClock {
  /** The environment of a process that lives by it. Its monotonic clock is the true one. */
  readonly env: NodeJS.ProcessEnv
  /** From now on it shows so many seconds more (or fewer) than the true one. */
  offBy(seconds: number): void
}

export function fakeWallClock(folder: string): FakeWallClock {
  const file = join(folder, 'wall-clock')
  const offBy = (seconds: number): void => writeFileSync(file, `${seconds < 0 ? '' : '+'}${seconds}`)
  offBy(0)
  return {
    env: {
      LD_PRELOAD: library ?? '',
      FAKETIME_TIMESTAMP_FILE: file,
      FAKETIME_NO_CACHE: '1',
      FAKETIME_DONT_FAKE_MONOTONIC: '1',
    },
    offBy,
  }
}
