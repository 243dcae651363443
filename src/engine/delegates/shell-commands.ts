/** More of a script is not read: what a person types, or keeps in a script of a package, is shorter. */
const MOST_TEXT = 65_536
const MOST_COMMANDS = 500
const MOST_DEPTH = 4

const KEYWORDS = new Set(['if', 'then', 'elif', 'else', 'while', 'until', 'do', '!', '{', 'time', 'coproc'])

/**
 * The simple commands of a shell's text, each as its words: quotes are taken away, redirections left out, nothing is expanded.
 * It does not know which of them would run: for a forecast, and for what may have run, all count. POSIX.1-2017, 2.3 and 2.9. Pure.
 */
export function shellCommands(text: string, depth = 0): readonly (readonly string[])[] {
  if (depth > MOST_DEPTH) return []
  const reader = new ShellReader(text.slice(0, MOST_TEXT), depth)
  return reader.read().slice(0, MOST_COMMANDS)
}

class ShellReader {
  readonly #text: string
  readonly #depth: number
  readonly #commands: string[][] = []
  readonly #inner: (readonly string[])[] = []
  #words: string[] = []
  #word: string | undefined
  /** The next word is where something is redirected to. */
  #redirects = false
  #documents: string[] = []
  #at = 0

  constructor(text: string, depth: number) {
    this.#text = text
    this.#depth = depth
  }

  read(): readonly (readonly string[])[] {
    while (this.#at < this.#text.length) this.#step()
    this.#endCommand()
    return [...this.#commands.map(withoutKeywords).filter((words) => words.length > 0), ...this.#inner]
  }

  #step(): void {
    const character = this.#text.charAt(this.#at)
    const next = this.#text.charAt(this.#at + 1)
    if (character === '\\') return this.#take(next === '\n' ? '' : next, 2)
    if (character === "'") return this.#singleQuoted()
    if (character === '"') return this.#doubleQuoted()
    if (character === '`') return this.#backticks()
    if (character === '$' && next === '(') return this.#substitution()
    if (character === '\n') return this.#newLine()
    if (/\s/.test(character)) return this.#endWord(1)
    if (character === '#' && this.#word === undefined) return this.#comment()
    if (character === '<' || character === '>') return this.#redirection()
    if (character === '&' && next === '>') return this.#redirection()
    if (';&|()'.includes(character)) return this.#endCommand(1)
    this.#take(character, 1)
  }

  #take(text: string, length: number): void {
    this.#word = (this.#word ?? '') + text
    this.#at += length
  }

  #singleQuoted(): void {
    const end = this.#text.indexOf("'", this.#at + 1)
    const to = end < 0 ? this.#text.length : end
    this.#take(this.#text.slice(this.#at + 1, to), to + 1 - this.#at)
  }

  #doubleQuoted(): void {
    this.#take('', 1)
    while (this.#at < this.#text.length) {
      const character = this.#text.charAt(this.#at)
      const next = this.#text.charAt(this.#at + 1)
      if (character === '"') return this.#take('', 1)
      if (character === '\\' && '"\\$`\n'.includes(next)) this.#take(next === '\n' ? '' : next, 2)
      else if (character === '$' && next === '(') this.#substitution()
      else if (character === '`') this.#backticks()
      else this.#take(character, 1)
    }
  }

  /** What `$(…)` runs is run as well; what it prints is not known, and stands as `$`. */
  #substitution(): void {
    let open = 0
    let end = this.#at + 1
    for (; end < this.#text.length; end++) {
      if (this.#text.charAt(end) === '(') open += 1
      else if (this.#text.charAt(end) === ')' && --open === 0) break
    }
    this.#inner.push(...shellCommands(this.#text.slice(this.#at + 2, end), this.#depth + 1))
    this.#take('$', end + 1 - this.#at)
  }

  #backticks(): void {
    const end = this.#text.indexOf('`', this.#at + 1)
    const to = end < 0 ? this.#text.length : end
    this.#inner.push(...shellCommands(this.#text.slice(this.#at + 1, to), this.#depth + 1))
    this.#take('$', to + 1 - this.#at)
  }

  #comment(): void {
    const end = this.#text.indexOf('\n', this.#at)
    this.#at = end < 0 ? this.#text.length : end
  }

  #redirection(): void {
    // A number in front of it is a descriptor, no word.
    if (/^\d+$/.test(this.#word ?? '')) this.#word = undefined
    this.#endWord(0)
    const operator =
      /^(?:<<<|<<-?|&>>?|[<>]&|>>|>\||<>|[<>])/.exec(this.#text.slice(this.#at, this.#at + 3))?.[0] ?? '<'
    this.#at += operator.length
    if (operator.startsWith('<<') && operator !== '<<<') {
      const mark = /^\s*(['"]?)([^\s'";&|]+)\1/.exec(this.#text.slice(this.#at, this.#at + 200))
      if (mark?.[2] !== undefined) this.#documents.push(mark[2])
    }
    this.#redirects = true
  }

  #newLine(): void {
    this.#endCommand(1)
    // What stands in a here-document is data for the command.
    for (const mark of this.#documents) {
      const rest = this.#text.slice(this.#at)
      const end = new RegExp(`^\\t*${mark.replace(/[^\w]/g, '\\$&')}$`, 'm').exec(rest)
      this.#at += end === null ? rest.length : end.index + end[0].length
    }
    this.#documents = []
  }

  #endWord(length: number): void {
    this.#at += length
    if (this.#word === undefined) return
    if (this.#redirects) this.#redirects = false
    else this.#words.push(this.#word)
    this.#word = undefined
  }

  #endCommand(length = 0): void {
    this.#endWord(length)
    this.#redirects = false
    if (this.#words.length > 0) this.#commands.push(this.#words)
    this.#words = []
  }
}

function withoutKeywords(words: readonly string[]): readonly string[] {
  const first = words.findIndex((word) => !KEYWORDS.has(word))
  return first < 0 ? [] : words.slice(first)
}
