import { expect, it } from 'vitest'
import { LineGate } from '../../src/engine/output/line-gate'
import { plainText } from '../../src/renderer/tasks/plain-text'

function shownOf(...chunks: readonly string[]): { shown: string; logged: readonly string[] } {
  const logged: string[] = []
  const gate = new LineGate({ line: (text) => logged.push(plainText(text)), skipped: () => undefined }, () => 0)
  for (const chunk of chunks) gate.write(Buffer.from(chunk))
  return { shown: plainText(gate.lastLine ?? ''), logged }
}

it.each([
  ['a bar drawn over after a carriage return', ['10%\r', '50%\r', '90%\r'], '90%'],
  ['one that is erased after it', ['10%\r\u001b[K', '50%\r\u001b[K', '90%\r\u001b[K'], '90%'],
  ['one that is erased before it', ['\u001b[K Building 10%\r', '\u001b[K Building 90%\r'], ' Building 90%'],
  [
    'one that goes to column 1 and never ends a line',
    ['\u001b[2K\u001b[1Gat 10%', '\u001b[2K\u001b[1Gat 90%'],
    'at 90%',
  ],
  ['two lines drawn anew', ['a 1\nb 1\n', '\u001b[2A\u001b[Ka 2\n\u001b[Kb 2\n'], 'b 2'],
  ['a question that waits', ['one\n', 'Overwrite? [y/N] '], 'Overwrite? [y/N]'],
  ['a title alone after a line', ['ready\n', '\u001b]0;a title\u0007'], 'ready'],
  ['a title alone on a line', ['ready\n\u001b]0;a title\u0007\n'], 'ready'],
  ['empty lines and colours alone', ['ready\n\u001b[0m\n \n\n'], 'ready'],
  ['a character cut by the pipe', ['caf\u00e9 \u6f22'], 'caf\u00e9 \u6f22'],
])('a card shows of %s what a terminal shows', (_, chunks, shown) => {
  expect(shownOf(...chunks).shown).toBe(shown)
})

it('the log has the last text that was drawn in a line', () => {
  expect(shownOf('10%\r50%\r90%\r\u001b[K\ndone\n').logged).toEqual(['90%', 'done'])
})
