/** Ignores SIGTERM: only SIGKILL ends it. */
process.on('SIGTERM', () => undefined)
console.log('process: up, ignoring SIGTERM')
setInterval(() => undefined, 60_000)
