import { describe, expect, it } from 'vitest'
import type { Statement } from '../../src/contract/statement'
import { LANGUAGES } from '../../src/contract/settings'
import { wordsOf } from '../../src/vocabulary/language'
import { en } from '../../src/vocabulary/sentences/en'
import { es } from '../../src/vocabulary/sentences/es'
import { say } from '../../src/vocabulary/sentences/say'
import { WINDOW_CATALOGUES } from '../../src/vocabulary/sentences/window'
import { NAMES, refusalWords, sendWords, sentWords } from '../../src/vocabulary/words'

type Catalogue = Readonly<Record<'en' | 'es', object>>

/** Every catalogue that has its languages side by side. */
const CATALOGUES: Readonly<Record<string, Catalogue>> = {
  statements: { en, es },
  names: NAMES,
  ...WINDOW_CATALOGUES,
}

/** `receipt.saved`, for each word or sentence of a catalogue. */
function keysOf(words: object, above = ''): readonly string[] {
  return Object.entries(words).flatMap(([key, word]: [string, unknown]) =>
    typeof word === 'object' && word !== null ? keysOf(word, `${above}${key}.`) : [`${above}${key}`],
  )
}

describe.each(Object.entries(CATALOGUES))('Spanish for the %s', (_name, catalogue) => {
  const english = keysOf(catalogue.en)
  const spanish = keysOf(catalogue.es)

  it('has no word that English does not have', () => {
    expect(spanish.filter((key) => !english.includes(key))).toEqual([])
  })
})

// To write it again after an English sentence came or a Spanish one: npx vitest run --project unit test/vocabulary/languages.test.ts -u
it('what Spanish lacks, and says in English, is listed', async () => {
  const missing = Object.entries(CATALOGUES).map(([name, { en: english, es: spanish }]) => {
    const said = keysOf(spanish)
    const all = keysOf(english)
    const open = all.filter((key) => !said.includes(key))
    return [`${name}: ${String(open.length)} of ${String(all.length)}`, ...open.map((key) => `  ${key}`)].join('\n')
  })
  await expect(`${missing.join('\n')}\n`).toMatchFileSnapshot('missing-in-spanish.txt')
})

describe('a sentence in another language', () => {
  it('is made of the same facts', () => {
    const taken: Statement = { code: 'signal-taken', signal: 'SIGTERM', reached: 2, outside: 1 }
    expect(say(taken, 'en')).toBe(
      'The kernel took SIGTERM for 2 processes of the family, 1 of them outside its process group.',
    )
    expect(say(taken, 'es')).toBe(
      'El núcleo aceptó SIGTERM para 2 procesos de la familia, 1 de ellos fuera de su grupo de procesos.',
    )
  })

  it('says what stands inside it in the same one', () => {
    const why: Statement = { code: 'handles-signal-still-there', signal: 'SIGINT' }
    expect(say({ code: 'forced-after', ms: 5_000, why }, 'es')).toBe(
      'forzado tras 5.0 s: intercepta SIGINT y sigue en marcha',
    )
  })

  it('falls back to English where it has no words, and leaves old sentences as they were written', () => {
    expect(say({ code: 'host-lost', exit: { code: 1, signal: null } }, 'es')).toBe(
      'The host process under it ended with exit code 1.',
    )
    expect(say({ code: 'verbatim', text: 'Its exit was reported with code 0.' }, 'es')).toBe(
      'Its exit was reported with code 0.',
    )
  })

  it('is English where there is no page', () => {
    expect(say({ code: 'end-not-seen' })).toBe('Its end was not seen.')
    expect(sendWords('ask')).toBe('Ask')
  })

  it('words what was sent, and why it was refused', () => {
    expect(sendWords({ stdin: 'quit\n' }, 'es')).toBe('stdin «quit»')
    expect(sentWords(undefined, 'es')).toBe('nada')
    expect(refusalWords('not-permitted', 'es')).toBe('sin permiso')
  })
})

describe('the words of a catalogue', () => {
  const catalogue = {
    en: { stop: 'Stop', deep: { one: 'One', of: (count: number): string => `${count} of it` } },
    es: { stop: 'Detener', deep: { of: (count: number): string => `${count} de ello` } },
  }

  it('are each in English where the language lacks them', () => {
    const words = wordsOf(catalogue, 'es')
    expect([words.stop, words.deep.one, words.deep.of(2)]).toEqual(['Detener', 'One', '2 de ello'])
  })

  it.each(LANGUAGES)('have the same keys in %s', (language) => {
    expect(keysOf(wordsOf(catalogue, language))).toEqual(keysOf(catalogue.en))
  })
})
