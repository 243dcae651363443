import { readdirSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'

/** One line for each thing in `dist` that is meant to be handed out, and for each unpacked app. */
export function sizesOf(dist) {
  return readdirSync(dist, { withFileTypes: true })
    .filter((entry) =>
      entry.isDirectory() ? /unpacked$|^mac/.test(entry.name) : /\.(gz|deb|AppImage|dmg|zip|exe)$/.test(entry.name),
    )
    .map((entry) => `${relative(process.cwd(), join(dist, entry.name))}  ${megabytes(sizeOf(join(dist, entry.name)))}`)
}

export function sizeOf(path) {
  const about = statSync(path)
  if (!about.isDirectory()) return about.size
  return readdirSync(path, { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile())
    .reduce((total, entry) => total + statSync(join(entry.parentPath ?? entry.path, entry.name)).size, 0)
}

export function megabytes(bytes) {
  return `${(bytes / 1e6).toFixed(1)} MB`
}
