import { type Language, LANGUAGES } from '@contract/settings'

/**
 * The language of the page that this runs in, as its root element says: main writes it there. Held for the page's whole life, so that
 * words may be read while modules are evaluated; another language means another load. English where there is no page: the engine and
 * main store and log in English, and name a language where they show something.
 */
export const LANGUAGE: Language = languageOfPage(globalThis)

function languageOfPage(page: object): Language {
  const said = field(field(field(page, 'document'), 'documentElement'), 'lang')
  return LANGUAGES.find((one) => one === said) ?? 'en'
}

function field(of: unknown, name: string): unknown {
  return typeof of === 'object' && of !== null ? Reflect.get(of, name) : undefined
}

/** Words as a catalogue may give them in another language: what is left out is said in English. */
export type Translated<Words> = {
  readonly [Key in keyof Words]?: Words[Key] extends string
    ? string
    : Words[Key] extends (...facts: never[]) => unknown
      ? Words[Key]
      : Translated<Words[Key]>
}

/** The same shape with any words in it. */
export type Worded<Words> = {
  readonly [Key in keyof Words]: Words[Key] extends string
    ? string
    : Words[Key] extends (...facts: never[]) => unknown
      ? Words[Key]
      : Worded<Words[Key]>
}

/** The words of a catalogue in `language`, each in English where that lacks it. */
export function wordsOf<const English extends object>(
  catalogue: { readonly en: English; readonly es: Translated<English> },
  language: Language = LANGUAGE,
): Worded<English> {
  return inLanguage(catalogue.en, language === 'en' ? {} : catalogue[language]) as Worded<English>
}

function inLanguage(english: object, other: object): object {
  const words = Object.entries(english).map(([key, word]: [string, unknown]) => {
    const said = field(other, key)
    return [key, isGroup(word) ? inLanguage(word, isGroup(said) ? said : {}) : (said ?? word)]
  })
  return Object.fromEntries(words) as object
}

function isGroup(word: unknown): word is object {
  return typeof word === 'object' && word !== null
}
