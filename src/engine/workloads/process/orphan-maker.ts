import { spawn } from 'node:child_process'

/** Starts a grandchild in a session of its own, which no signal to this process's group reaches, and waits. */
const orphan = spawn('sleep', ['1000'], { detached: true, stdio: 'ignore' })
orphan.on('error', (error) => {
  console.error(`process: no grandchild could be started: ${error.message}`)
  process.exit(1)
})
orphan.on('spawn', () => {
  console.log(`process: up, its grandchild ${orphan.pid} has left for a session of its own`)
})
setInterval(() => undefined, 60_000)
