import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { hostEntry } from './built-files'
import type { HostExit, HostProcess, HostStarter } from './host-process'

const STDERR_TAIL_CHARACTERS = 2_000

/** Starts the host with `child_process.fork`, for the engine in plain Node. Default entry: `hostEntry()`. */
export function forkHostStarter(entry?: URL): HostStarter {
  return () => startByFork(entry ?? hostEntry())
}

function startByFork(entry: URL): HostProcess {
  const child = fork(fileURLToPath(entry), {
    // `advanced` keeps bytes as bytes; `execArgv` is emptied so that a debugger's or a test runner's flags stay here.
    serialization: 'advanced',
    execArgv: [],
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  let stderrTail = ''
  let onExit: ((exit: HostExit) => void) | undefined
  child.stdout?.resume()
  child.stderr?.setEncoding('utf8')
  child.stderr?.on('data', (text: string) => {
    stderrTail = (stderrTail + text).slice(-STDERR_TAIL_CHARACTERS)
  })
  const exited = (exit: HostExit): void => {
    onExit?.(exit)
    onExit = undefined
  }
  child.on('exit', (code, signal) => {
    const detail = stderrTail.trim()
    exited({ code, signal, ...(detail ? { detail } : {}) })
  })
  // Also emitted when a message could not be sent to a host that has just died: then `exit` follows and tells it.
  child.on('error', (error) => {
    if (child.pid === undefined) exited({ code: null, signal: null, detail: error.message })
  })
  return {
    pid: child.pid,
    send: (message) => {
      if (child.connected) child.send(message as object, () => undefined)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      onExit = listener
    },
    end: () => void child.kill('SIGKILL'),
  }
}
