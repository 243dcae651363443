import { execFileSync } from 'node:child_process'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

/** Mounts need root; where they cannot be made, the test says so and counts as skipped. */
export const whyNoMount = mountProblem()

function mountProblem(): string | undefined {
  if (process.platform !== 'linux') return 'mounts are made on Linux only'
  if (process.getuid?.() !== 0) return 'mounting needs root'
  try {
    execFileSync('mount', ['--version'], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'there is no mount program'
  }
}

export interface SmallDisk {
  /** Takes every byte that is left. */
  fill(): void
  free(): void
  unmount(): void
}

export function mountSmallDisk(folder: string): SmallDisk {
  execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=2m', 'tmpfs', folder])
  const ballast = join(folder, 'ballast')
  return {
    fill: () => {
      const file = openSync(ballast, 'w')
      try {
        for (const size of [65_536, 4_096, 1]) fillWith(file, size)
      } finally {
        closeSync(file)
      }
    },
    free: () => rmSync(ballast),
    unmount: () => execFileSync('umount', ['-l', folder]),
  }
}

/** The same folder, read-only: for root `chmod` proves nothing. */
export function mountReadOnly(folder: string): { writable(): void; unmount(): void } {
  execFileSync('mount', ['--bind', folder, folder])
  execFileSync('mount', ['-o', 'remount,ro,bind', folder])
  return {
    writable: () => execFileSync('mount', ['-o', 'remount,rw,bind', folder]),
    unmount: () => execFileSync('umount', ['-l', folder]),
  }
}

function fillWith(file: number, size: number): void {
  const bytes = Buffer.alloc(size)
  try {
    while (writeSync(file, bytes) === size);
  } catch {
    // ENOSPC: what was wanted.
  }
}
