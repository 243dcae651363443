// feed-fifos.mjs FOLDER COUNT: a line into each of the FIFOs, five times a second, spread over the fifth.
import { constants, openSync, writeSync } from 'node:fs'

const [, , folder, count] = process.argv
const SLICES = 20
// Read and write: opening waits for nobody, and the readers see no end when one writer goes.
const files = Array.from({ length: Number(count) }, (_, index) =>
  openSync(`${folder}/fifo-${index}`, constants.O_RDWR | constants.O_NONBLOCK),
)
let tick = 0
setInterval(() => {
  const slice = tick % SLICES
  tick += 1
  for (let index = slice; index < files.length; index += SLICES) {
    try {
      writeSync(files[index], `tick ${Math.floor(tick / SLICES)} of ticker ${index + 1}\n`)
    } catch {
      // Nobody reads there any more, and the FIFO is full.
    }
  }
}, 200 / SLICES)
