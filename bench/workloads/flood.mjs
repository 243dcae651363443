// Prints numbered lines of 100 bytes as fast as they are taken. flood.mjs LINES STAMP_FILE [LINES_PER_SECOND]
import { writeFileSync, writeSync } from 'node:fs'

const [, , lines, stampFile, perSecond] = process.argv
const total = Number(lines)
const padding = 'abcdefghijklmnopqrstuvwxyz'.repeat(4).slice(0, 90)
const nap = new Int32Array(new SharedArrayBuffer(4))
let printed = 0

writeFileSync(stampFile, String(process.hrtime.bigint()))
if (perSecond === undefined) while (printed < total) print(640)
else setInterval(() => print(Number(perSecond) / 50), 20)

function print(count) {
  let text = ''
  for (let i = 0; i < count && printed < total; i++) text += `${String((printed += 1)).padStart(8, '0')} ${padding}\n`
  const bytes = Buffer.from(text, 'latin1')
  for (let from = 0; from < bytes.length;) {
    try {
      from += writeSync(1, bytes, from)
    } catch (error) {
      if (error.code !== 'EAGAIN') throw error
      Atomics.wait(nap, 0, 0, 1)
    }
  }
  if (perSecond !== undefined && printed >= total) process.exit(0)
}
