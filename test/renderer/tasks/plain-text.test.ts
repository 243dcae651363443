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
  ['bold\u001b(B\u001b[m off', 'bold off'],
  ['\u001b7saved\u001b8', 'saved'],
  ['\u001bcFound 0 errors.', 'Found 0 errors.'],
  ['\u001b=keypad\u001b>', 'keypad'],
  ['\u001bPsixel\u001b\\shown', 'shown'],
  ['\u001b_kitty\u001b\\\u001b^privacy\u001b\\shown', 'shown'],
  ['\u009b31mred\u009b0m', 'red'],
  ['\u001b]0;a title\u0007after', 'after'],
  ['cut off \u001b[3', 'cut off'],
  ['cut off \u001b', 'cut off'],
  ['50%\r\u001b[K', '50%'],
  ['10%\r\u001b[K50%\r\u001b[K90%\r\u001b[K', '90%'],
  ['\u001b[2K\u001b[1GBuilding 10%\u001b[2K\u001b[1GBuilding 90%', 'Building 90%'],
  ['\u001b[2K\u001b[1GBuilding 90%\u001b[2K\u001b[1G', 'Building 90%'],
  ['\u001b[2A\u001b[Ka 3', 'a 3'],
  ['\u001b[1;1Hfirst\u001b[2;1Hsecond', 'second'],
  ['name\u001b[3Cvalue', 'name   value'],
  ['wait |\b/\b-\bdone', 'wait done'],
  ['wait |\u001b[1D/\u001b[1D-', 'wait -'],
  ['wait -\b', 'wait -'],
  ['漢字 \u001b[32m😀😀\b✔\u001b[0m', '漢字 😀✔'],
  ['a\tb\tc', 'a  b  c'],
])('%j is read as %j', (line, read) => {
  expect(plainText(line)).toBe(read)
})
