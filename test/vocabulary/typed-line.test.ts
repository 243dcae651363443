import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { joinLine, shellOnlyPart, splitLine } from '@vocabulary/typed-line'

describe('a typed command line', () => {
  const cases: readonly (readonly [string, readonly string[]])[] = [
    ['', []],
    ['   ', []],
    ['node', ['node']],
    ['  node   server.js\t-p 80 ', ['node', 'server.js', '-p', '80']],
    [`sh -c 'echo "hi"'`, ['sh', '-c', 'echo "hi"']],
    [`"two words"--flag="a b"`, ['two words--flag=a b']],
    [`echo ""`, ['echo', '']],
    [String.raw`a\ b "c\"d" 'e\f'`, ['a b', 'c"d', String.raw`e\f`]],
    [String.raw`C:\Tools\node.exe .\main.js`, [String.raw`C:\Tools\node.exe`, String.raw`.\main.js`]],
    ['echo $HOME *', ['echo', '$HOME', '*']],
    ['node -e "one\ntwo"', ['node', '-e', 'one\ntwo']],
  ]
  it.each(cases)('%j is split into %j', (line, words) => {
    expect(splitLine(line)).toEqual({ ok: true, words })
  })

  it('names the quote that is never closed', () => {
    expect(splitLine(`echo 'a "b`)).toEqual({ ok: false, quote: "'", at: 5 })
  })

  it('comes back from any words that were joined', () => {
    fc.assert(
      fc.property(fc.array(fc.string({ unit: fc.constantFrom('a', ' ', '"', "'", '\\', '\n', '$', 'é') })), (words) => {
        expect(splitLine(joinLine(words))).toEqual({ ok: true, words })
      }),
    )
  })

  it('tells the first part that only a shell would understand', () => {
    expect(shellOnlyPart(['cat', 'x', '|', 'wc'])).toBe('|')
    expect(shellOnlyPart(['ls', '~/src'])).toBe('~/src')
    expect(shellOnlyPart(['echo', '$HOME'])).toBe('$HOME')
    expect(shellOnlyPart(['node', '--flag=a|b'])).toBeUndefined()
  })
})
