import { existsSync, readdirSync } from 'node:fs'
import { dirname } from 'node:path'
import { expect, it } from 'vitest'
import { bytePath, spokenPath } from '../../src/engine/files/byte-path'
import { openEngine, python, stepOf } from '../support/test-engine'
import { saying } from '../support/words'

const LONG = 'l'.repeat(255)
const onLinux = process.platform === 'linux'

it.skipIf(!onLinux)(
  'files whose names are no text, or would not be seen, are listed on one line each, counted and removed (skipped but on Linux)',
  async () => {
    const test = await openEngine()
    const run = test.start(
      python(`
import os
d = os.fsencode(os.environ['TMPDIR'])
print(os.environ['TMPDIR'])
def put(name): open(d + b'/' + name, 'w').write('123')
for name in b'latin-\\xe9', b'two\\nlines', b'\\x1b[31mred', 'turned\\u202egnp.exe'.encode(), 'über'.encode(), b'${LONG}': put(name)
os.mkdir(d + b'/folder-\\xff')
put(b'folder-\\xff/in it')
`),
    )
    const receipt = await test.engine.ended(run.id)
    expect(receipt.verdict).toBe('leaked')
    expect(receipt.leaks.map(({ what }) => what).sort()).toEqual(
      ['latin-\\xE9', 'two\\nlines', '\\x1B[31mred', 'turned\\u202Egnp.exe', 'über', LONG, 'folder-\\xFF/in it'].sort(),
    )
    expect(receipt.leaks.every(({ removed, bytes }) => removed === true && bytes === 3)).toBe(true)
    expect(stepOf(receipt, 'files-clean')).toMatchObject({
      verdict: 'no',
      evidence: saying('7 files (21 bytes) were left in its private temporary folder, and removed afterwards.'),
    })
    const folder = test.linesOf(run.id)[0] ?? ''
    expect(existsSync(folder)).toBe(false)
    expect(readdirSync(dirname(folder))).toEqual([])
  },
)

it.each([
  [Buffer.from('plain'), 'plain'],
  [Buffer.from('日本'), '日本'],
  [Buffer.from([0x61, 0xff, 0x0a]), 'a\\xFF\\n'],
  [Buffer.from('a\u2028b\u2066c\u0085d'), 'a\\u2028b\\u2066c\\x85d'],
  [Buffer.from('x'.repeat(500)), `${'x'.repeat(400)}…`],
])('a name of bytes is spoken so that all of it can be seen: %j', (name, spoken) => {
  expect(spokenPath(bytePath(name))).toBe(spoken)
})
