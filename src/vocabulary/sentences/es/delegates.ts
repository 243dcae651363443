import type { DelegateStatements } from '@contract/statements/delegate-statements'
import { upperFirst } from '../text'
import type { Words } from '../words'

const NAMED = 3

export const delegates: Partial<Words<DelegateStatements>> = {
  'daemon-knows-nothing': 'Su demonio no conoce ningún contenedor que haya creado o arrancado.',
  'delegates-seen': ({ delegates: all }, speak) => {
    const sentences = all
      .slice(0, NAMED)
      .map(({ name, evidence }) => `${upperFirst(name)}: ${typeof evidence === 'string' ? evidence : speak(evidence)}`)
    const more = all.length - sentences.length
    return [...sentences, ...(more > 0 ? [`Y ${more} más.`] : [])].join(' ')
  },
}
