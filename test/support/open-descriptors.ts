import { readdirSync, readlinkSync } from 'node:fs'

/** How many descriptors of this process are open, by kind: `socket`, `pipe`, `anon_inode:[eventpoll]`, or a file's path. */
export function openDescriptors(): Readonly<Record<string, number>> {
  const kinds: Record<string, number> = {}
  for (const descriptor of readdirSync('/proc/self/fd')) {
    const kind = kindOf(descriptor)
    if (kind !== undefined) kinds[kind] = (kinds[kind] ?? 0) + 1
  }
  return kinds
}

/** Undefined for the one with which the list itself was read: it is closed by now. */
function kindOf(descriptor: string): string | undefined {
  try {
    const target = readlinkSync(`/proc/self/fd/${descriptor}`)
    return /^(?:socket|pipe)(?=:)/.exec(target)?.[0] ?? target
  } catch {
    return undefined
  }
}
