/** Ticks each second until it is asked to stop, by message or by SIGTERM; then it cleans up and leaves with code 0. */
const CLEANUP_MS = 200

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
  setTimeout(() => {
    console.log('process: cleaned up')
    process.exit(0)
  }, CLEANUP_MS)
}
