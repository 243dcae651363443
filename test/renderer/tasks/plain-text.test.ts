import { expect, test } from 'vitest'
import { plainText } from '../../../src/renderer/tasks/plain-text'

test.each([
  ['\u001b[1;31mred\u001b[0m text', 'red text'],
  ['\u001b]8;;http://a.example\u0007link\u001b]8;;\u0007', 'link'],
  ['\u001b]0;title\u001b\\after', 'after'],
  ['10 %\r50 %\r100 %', '100 %'],
  ['done\r', 'done'],
  ['a\tb\u0000c\u007f', 'a  bc'],
  ['\u001b[?25l\u001b[2Kspinner', 'spinner'],
  ['plain', 'plain'],
])('%j is read as %j', (line, read) => {
  expect(plainText(line)).toBe(read)
})
