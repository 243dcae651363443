import { appendFileSync } from 'node:fs'

/**
 * Ticks each second until it is asked to stop, by message or by SIGTERM; then it cleans up, tells of that on its event
 * channel, and leaves with code 0.
 */
const CLEANUP_MS = 200
const EVENTS_FILE = process.env['QUIESCE_EVENTS_FILE']

let ticks = 0
let asked = false
const ticking = setInterval(() => {
  ticks += 1
  console.log(`process: tick ${ticks}`)
}, 1000)

process.on('message', (message) => {
  if (typeof message === 'object' && message !== null && 'type' in message && message.type === 'quiesce:stop') stop()
})
process.on('SIGTERM', stop)
// Whoever started it is gone: nobody is left to ask it.
process.on('disconnect', () => process.exit(0))
// Said last: whoever reads it may ask at once.
console.log('process: up')

function stop(): void {
  if (asked) return
  asked = true
  clearInterval(ticking)
  console.log('process: stop event seen, cleaning up')
  tell('cleanup-started')
  setTimeout(() => {
    console.log('process: cleaned up')
    tell('cleanup-finished')
    process.exit(0)
  }, CLEANUP_MS)
}

/** One JSON line, as any program may write it. Without the channel there is nobody to tell. */
function tell(event: 'cleanup-started' | 'cleanup-finished'): void {
  if (EVENTS_FILE === undefined) return
  try {
    appendFileSync(EVENTS_FILE, `${JSON.stringify({ event, name: 'give back what the process holds' })}\n`)
  } catch {
    // The channel is closed: the cleanup matters more than the word of it.
  }
}
