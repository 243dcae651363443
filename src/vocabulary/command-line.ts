import type { ProcessTaskSpec, TaskSpec } from '@contract/task'
import { withoutSecrets, wordsWithoutSecrets } from './secrets'

// What will be run, as a person would type it; how it is quoted; and how a line is split into words again.

/** What `$0` is in a shell that is given its program by `-c`: error messages begin with it. */
const SHELL_ZERO = 'sh'

/** The program and its arguments, exactly. A shell gets its arguments as `$1`, `$2` …, never by joining text. */
export function wordsToRun({ command, args = [], shell: isLine }: ProcessTaskSpec, shell: string): readonly string[] {
  return isLine ? [shell, '-c', command, SHELL_ZERO, ...args] : [command, ...args]
}

/**
 * What is run, as a line that a POSIX shell would run the same way, with secrets masked; for a workload its name or module.
 * `shell` is the absolute path of the shell; while it is not known, a line for it is told as it was typed, with what `$1`, `$2` … are.
 */
export function commandLineOf(spec: TaskSpec, shell?: string): string | undefined {
  switch (spec.kind) {
    case 'process':
      return spec.shell && shell === undefined
        ? typedLine(spec)
        : joinWords(wordsWithoutSecrets(shownWords(spec, shell)))
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return spec.workload
    case 'timer':
      return undefined
  }
}

/** `$0` says nothing to a person where no `$1` follows it. */
function shownWords(spec: ProcessTaskSpec, shell = ''): readonly string[] {
  const words = wordsToRun(spec, shell)
  return spec.shell && words.at(-1) === SHELL_ZERO && !spec.args?.length ? words.slice(0, -1) : words
}

function typedLine({ command, args = [] }: ProcessTaskSpec): string {
  const named = wordsWithoutSecrets(args).map((word, index) => `$${String(index + 1)}: ${quoted(word, false)}`)
  return withoutSecrets(command) + (named.length === 0 ? '' : ` (${named.join(', ')})`)
}

/** `/usr/bin/node server.js` is `node` to a person. */
export function programOf(command: string): string {
  const program = command.trim().split(/\s+/)[0] ?? ''
  return program.slice(program.lastIndexOf('/') + 1) || command
}

/** The command line that a POSIX shell, and `splitWords`, take apart into these words again. */
export function joinWords(words: readonly string[]): string {
  return words.map((word, index) => quoted(word, index === 0)).join(' ')
}

/** Plain words stay, everything else stands in single quotes: also `=` in the first word, which would be an assignment. */
function quoted(word: string, first: boolean): string {
  const plain = first ? /^[\w@%+:,./-]+$/ : /^[\w@%+=:,./-]+$/
  return plain.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

/** A command as a person would write it: one line where that reads back as the same words, else the list of words. */
export function fileCommand(words: readonly string[]): string | readonly string[] {
  const line = joinWords(words)
  if (/[\p{Cc}\u2028\u2029]/u.test(line) || line.length > 1_000) return words
  const split = splitWords(line)
  return split.ok && JSON.stringify(split.words) === JSON.stringify(words) ? line : words
}

export type SplitWords =
  | { readonly ok: true; readonly words: readonly string[] }
  /** `got` and `expected` fit the sentence of an issue. */
  | { readonly ok: false; readonly got: string; readonly expected: string }

const OPERATORS = '|&;<>()`'
const SHELL_HINT = 'a program and its arguments; with shell: true, or inside single quotes, it may stand there'

/**
 * Splits a command line into words by the quoting rules of a POSIX shell, without a shell: nothing is expanded. What only a
 * shell could do (an operator, a variable, a leading assignment) is refused rather than passed on as text, unless
 * `shellParts` says that it is text.
 */
export function splitWords(line: string, shellParts: 'refused' | 'text' = 'refused'): SplitWords {
  const refuses = shellParts === 'refused'
  const words: string[] = []
  let word: string | undefined
  let at = 0
  while (at < line.length) {
    const character = line.charAt(at)
    if (/\s/.test(character)) {
      if (word !== undefined) words.push(word)
      word = undefined
      at += 1
    } else if (character === "'") {
      const end = line.indexOf("'", at + 1)
      if (end < 0) return unclosed("a single quote (')", at)
      word = (word ?? '') + line.slice(at + 1, end)
      at = end + 1
    } else if (character === '"') {
      const quoted = doubleQuoted(line, at, refuses)
      if (!('text' in quoted)) return quoted
      word = (word ?? '') + quoted.text
      at = quoted.next
    } else if (character === '\\') {
      if (at + 1 >= line.length) return { ok: false, got: 'a backslash at the end', expected: 'a character after it' }
      // A backslash before a line break joins the lines.
      if (line[at + 1] !== '\n') word = (word ?? '') + line.charAt(at + 1)
      at += 2
    } else if (refuses && (OPERATORS.includes(character) || startsVariable(line, at))) {
      return { ok: false, got: sayShellPart(line, at), expected: SHELL_HINT }
    } else {
      word = (word ?? '') + character
      at += 1
    }
  }
  if (word !== undefined) words.push(word)
  return checked(words, refuses ? line : '')
}

function checked(words: readonly string[], line: string): SplitWords {
  const [first] = words
  if (first === undefined) return { ok: false, got: 'an empty text', expected: 'a program and its arguments' }
  if (first === '') return { ok: false, got: 'an empty first word', expected: 'the name or path of a program' }
  // Only where the name itself is unquoted does a shell take it for an assignment.
  const assigned = /^\s*([A-Za-z_]\w*)=/.exec(line)?.[1]
  if (assigned !== undefined) {
    return {
      ok: false,
      got: `${assigned}=… in front of the program`,
      expected: `the variable under env (env: { ${assigned}: … }), or shell: true`,
    }
  }
  return { ok: true, words }
}

function doubleQuoted(
  line: string,
  start: number,
  refuses: boolean,
): { text: string; next: number } | (SplitWords & { ok: false }) {
  let text = ''
  let at = start + 1
  while (at < line.length) {
    const character = line.charAt(at)
    if (character === '"') return { text, next: at + 1 }
    if (character === '\\' && '"\\$`\n'.includes(line.charAt(at + 1)) && at + 1 < line.length) {
      if (line[at + 1] !== '\n') text += line.charAt(at + 1)
      at += 2
    } else if (refuses && (character === '`' || startsVariable(line, at))) {
      return { ok: false, got: sayShellPart(line, at), expected: SHELL_HINT }
    } else {
      text += character
      at += 1
    }
  }
  return unclosed('a double quote (")', start)
}

function startsVariable(line: string, at: number): boolean {
  return line[at] === '$' && /[\w{(@*#?$!-]/.test(line[at + 1] ?? '')
}

function sayShellPart(line: string, at: number): string {
  const part = /^(?:\$\{[^}]*\}|\$\(|\$\w+|\$.|&&|\|\||>>|<<|.)/s.exec(line.slice(at))?.[0] ?? ''
  return `${JSON.stringify(part)} at character ${at + 1}, which only a shell understands`
}

function unclosed(what: string, at: number): SplitWords & { ok: false } {
  return { ok: false, got: `${what} at character ${at + 1} that is not closed`, expected: 'a closing one' }
}
