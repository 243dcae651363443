import { closeSync, readdirSync, readFileSync } from 'node:fs'

const CLOEXEC = 0o2000000

/**
 * Closes what a terminal or an editor left open for whoever it starts. The engine would cover each of them in every child, and
 * plain Node would pass it on: neither is what is compared. Node itself opens nothing that a child would inherit.
 */
export function closeInherited() {
  for (const name of namesIn('/proc/self/fd')) {
    const descriptor = Number(name)
    if (descriptor > 2 && (flagsOf(descriptor) & CLOEXEC) === 0) closeSync(descriptor)
  }
}

function namesIn(folder) {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}

/** Of one that is not open any more: as if it were not inherited. */
function flagsOf(descriptor) {
  try {
    const text = readFileSync(`/proc/self/fdinfo/${descriptor}`, 'latin1')
    return Number.parseInt(/^flags:\s*([0-7]+)/m.exec(text)[1], 8)
  } catch {
    return CLOEXEC
  }
}
