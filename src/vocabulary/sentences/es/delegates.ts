import type { DelegateStatements } from '@contract/statements/delegate-statements'
import { delegatesSeen } from '../delegates-seen'
import type { Words } from '../words'

export const delegates: Partial<Words<DelegateStatements>> = {
  'daemon-knows-nothing': 'Su demonio no conoce ningún contenedor que haya creado o arrancado.',
  'delegates-seen': ({ delegates: all }, speak) => delegatesSeen(all, speak, (more) => `Y ${more} más.`),
}
