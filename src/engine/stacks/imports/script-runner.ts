import { dirname, join } from 'node:path'
import type { StackSources } from '../stack-sources'

export interface ScriptRunner {
  readonly tool: 'npm' | 'pnpm' | 'yarn' | 'bun'
  /** Whether it runs `preNAME` and `postNAME` around NAME. Yarn 2 and later does not. */
  readonly runsAround: boolean
  /** A sentence's end: `the field packageManager`, `the lock file ../pnpm-lock.yaml`, or nothing for npm without any sign. */
  readonly because?: string
}

const LOCK_FILES = [
  ['pnpm-lock.yaml', 'pnpm'],
  ['yarn.lock', 'yarn'],
  ['bun.lock', 'bun'],
  ['bun.lockb', 'bun'],
  ['package-lock.json', 'npm'],
  ['npm-shrinkwrap.json', 'npm'],
] as const
/** A package of a workspace has its lock file at the root: `packages/group/name` is three folders below it. */
const LEVELS_UP = 3

/**
 * The tool with which the scripts of a package.json run: what `packageManager` names (nodejs.org/api/packages.html), else the one
 * whose lock file lies beside it or, for a package of a workspace, in a folder above. Never throws.
 */
export function scriptRunner(file: string, packageManager: unknown, sources: StackSources): ScriptRunner {
  const named = typeof packageManager === 'string' ? /^(npm|pnpm|yarn|bun)@(\d+)/.exec(packageManager) : null
  const tool = named?.[1]
  if (tool === 'npm' || tool === 'pnpm' || tool === 'yarn' || tool === 'bun') {
    return { tool, runsAround: tool !== 'yarn' || Number(named?.[2]) < 2, because: 'the field packageManager' }
  }
  let folder = dirname(file)
  for (let level = 0; level <= LEVELS_UP; level++) {
    const found = LOCK_FILES.find(([name]) => isThere(join(folder, name), sources))
    if (found) {
      const runsAround = found[1] !== 'yarn' || !isThere(join(folder, '.yarnrc.yml'), sources)
      return { tool: found[1], runsAround, because: `the lock file ${'../'.repeat(level)}${found[0]}` }
    }
    folder = dirname(folder)
  }
  return { tool: 'npm', runsAround: true }
}

function isThere(path: string, sources: StackSources): boolean {
  return sources.readable(path).ok
}
