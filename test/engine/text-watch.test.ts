import { expect, it } from 'vitest'
import { TextWatch } from '@engine/output/text-watch'
import { WithoutEscapes } from '@engine/output/without-escapes'

const ESC = '\u001b'
const TEXT = 'http://localhost:5173/'

function found(printed: readonly Uint8Array[], text = TEXT): boolean {
  const watch = new TextWatch()
  let seen = false
  watch.for(text, () => (seen = true))
  for (const chunk of printed) watch.write(chunk, 'stdout')
  return seen
}

const READABLE = [
  ['colours inside it', `${ESC}[36mhttp://localhost:${ESC}[1m5173${ESC}[22m/${ESC}[39m`],
  ['colours by 24 bits', `${ESC}[38;2;1;2;3mhttp://${ESC}[48:5:7mlocalhost:5173/${ESC}[m`],
  ['a link around it that ends with ST', `${ESC}]8;;http://elsewhere/${ESC}\\http://localhost:5173/${ESC}]8;;${ESC}\\`],
  ['a link inside it that ends with BEL', `http://${ESC}]8;id=1;x://y\u0007localhost${ESC}]8;;\u0007:5173/`],
  ['a title in the middle', `http://local${ESC}]0;building…\u0007host:5173/`],
  ['a device string', `http://local${ESC}P1$r0m${ESC}\\host:5173/`],
  ['a character set in the middle', `http://local${ESC}(Bhost:5173/`],
  ['a saved cursor', `http://local${ESC}7host${ESC}8:5173/`],
  ['a sequence that was cancelled', `http://local${ESC}[12\u0018host:5173/`],
  ['a sequence within a sequence', `http://local${ESC}[1${ESC}[2mhost:5173/`],
  ['a progress line before it', `50 %\r${ESC}[2K100 %\r${ESC}[2Khttp://localhost:5173/\r\n`],
  ['a string that nothing ends, on the line before it', `${ESC}]0;never ended\nhttp://localhost:5173/\n`],
] as const

it.each(READABLE)('a text is found as it reads, with %s, wherever the chunks end', (_what, printed) => {
  const bytes = Buffer.from(printed)
  for (let cut = 0; cut <= bytes.length; cut += 1)
    expect(found([bytes.subarray(0, cut), bytes.subarray(cut)])).toBe(true)
  expect(found([...bytes].map((byte) => Uint8Array.of(byte)))).toBe(true)
})

it('a text that holds a sequence itself is found as it was printed', () => {
  expect(found([Buffer.from(`a${ESC}[1mb`)], `a${ESC}[1mb`)).toBe(true)
})

it('a text of one character, and one over many chunks, are found', () => {
  expect(found([Buffer.from('x'), Buffer.from('y')], 'y')).toBe(true)
  expect(
    found(
      'one after the other'.split('').map((each) => Buffer.from(each)),
      'after the',
    ),
  ).toBe(true)
})

it('letters beyond ASCII stay whole: their bytes are no sequences', () => {
  const text = 'prêt à 5173 → ✓ \u009b\u0090'
  expect(found([Buffer.from(text)], text)).toBe(true)
  expect(Buffer.from(new WithoutEscapes().write(Buffer.from(`${ESC}[1m${text}${ESC}[0m`))).toString()).toBe(text)
})

it.each([
  ['a part of it', 'http://localhost:517'],
  ['its pieces in another order', '5173/ http://localhost:'],
  ['it inside a title only', `${ESC}]0;http://local\u0007host:5173/`],
])('%s is not it', (_what, printed) => {
  expect(found([Buffer.from(printed)])).toBe(false)
})

it('half of it in one stream and half in the other is not it', () => {
  const watch = new TextWatch()
  let seen = false
  watch.for('ready now', () => (seen = true))
  watch.write(Buffer.from('ready '), 'stdout')
  watch.write(Buffer.from('now'), 'stderr')
  expect(seen).toBe(false)
  watch.write(Buffer.from('now'), 'stdout')
  expect(seen).toBe(true)
})

it('is told once, and not after its undo', () => {
  const watch = new TextWatch()
  let told = 0
  watch.for('up', () => (told += 1))
  const undo = watch.for('down', () => (told += 1))
  undo()
  watch.write(Buffer.from('up up down'), 'stdout')
  watch.write(Buffer.from('up'), 'stdout')
  expect(told).toBe(1)
})
