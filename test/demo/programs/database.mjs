import { appendFileSync } from 'node:fs'

/** Writes a checkpoint for `SECONDS` before it leaves, and tells of it in the events file. */
const seconds = Number(process.argv[2] ?? 60)
const file = process.env.QUIESCE_EVENTS_FILE
const tell = (event) => file && appendFileSync(file, `${JSON.stringify(event)}\n`)

console.log('ready to accept connections')
let pages = 0
process.once('SIGTERM', () => {
  tell({ event: 'handled', text: 'SIGTERM: shutting down after a checkpoint' })
  tell({ event: 'cleanup-started', name: 'checkpoint' })
  setInterval(() => console.log(`checkpoint: ${(pages += 128)} pages written`), 2500)
  setTimeout(() => {
    tell({ event: 'cleanup-finished', name: 'checkpoint' })
    process.exit(0)
  }, seconds * 1000)
})
setInterval(() => undefined, 60_000)
