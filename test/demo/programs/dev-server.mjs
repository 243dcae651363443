import { spawn } from 'node:child_process'

/** Ignores SIGINT, and leaves a helper behind in a session of its own when it goes on SIGTERM. */
const helper = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' })
process.on('SIGINT', () => console.log('\u001b[33mSIGINT ignored: still compiling\u001b[0m'))
process.on('SIGTERM', () => setTimeout(() => process.exit(0), 300))
helper.on('spawn', () => console.log('compiled in 412 ms, watching for changes'))
setInterval(() => undefined, 60_000)
