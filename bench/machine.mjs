import { cpus, loadavg, release } from 'node:os'
import { execFileSync } from 'node:child_process'

/** Above this somebody else works on the machine, and figures taken against a clock mean little. */
export const QUIET_LOAD = 0.5

/** What the figures depend on, and nothing that tells whose machine it is. */
export function machineFacts(electron) {
  return {
    cores: cpus().length,
    processor: cpus()[0]?.model ?? 'unknown',
    kernel: `${process.platform} ${release().split('-')[0]}`,
    node: process.versions.node,
    ...(electron && { electron: electronVersion(electron) }),
    loadAtStart: Math.round(loadavg()[0] * 100) / 100,
  }
}

export function loadWarning({ loadAtStart }) {
  if (loadAtStart <= QUIET_LOAD) return undefined
  return `The load average was ${loadAtStart} at the start: the machine was not quiet, and these figures are not to be quoted.`
}

function electronVersion(electron) {
  try {
    const env = { ...process.env, ELECTRON_RUN_AS_NODE: '1' }
    return execFileSync(electron, ['-p', 'process.versions.electron'], { env, encoding: 'utf8' }).trim()
  } catch {
    return 'unknown'
  }
}
