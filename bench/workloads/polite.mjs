// Says when it was up, by its own clock; takes 50 ms to clean up after SIGTERM.
const up = process.hrtime.bigint()
process.stdout.write(`ready ${up}\n`)
process.on('SIGTERM', () => setTimeout(() => process.exit(0), 50))
setInterval(() => undefined, 1 << 30)
