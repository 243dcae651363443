import type { PlatformFacts } from '@contract/channels'
import { WORDS } from './words'

/** What runs here, and what cannot be seen or done on this platform. */
export function platformFacts(appVersion: string): PlatformFacts {
  return {
    os: osOf(process.platform),
    appVersion,
    electronVersion: process.versions.electron,
    nodeVersion: process.versions.node,
    limits: limitsOf(process.platform),
  }
}

function osOf(platform: NodeJS.Platform): PlatformFacts['os'] {
  return platform === 'linux' || platform === 'darwin' || platform === 'win32' ? platform : 'other'
}

function limitsOf(platform: NodeJS.Platform): readonly string[] {
  switch (platform) {
    case 'linux':
      return []
    case 'win32':
      return [WORDS.noPoliteSignal, WORDS.noForeignEnvironment]
    default:
      return ['A process that left its family may be found by its parent only: its mark cannot always be read.']
  }
}
