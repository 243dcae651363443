import { fileURLToPath } from 'node:url'
import { hostEntry } from '@engine/index'
import type { HostExit, HostProcess, HostStarter } from '@engine/host/host-process'
import { utilityProcess } from 'electron'

const STDERR_TAIL_CHARACTERS = 2_000

/** Starts the engine's host as a utility process: it has Node and no window, and its death is seen by Electron. */
export const utilityHostStarter: HostStarter = (marks): HostProcess => {
  const child = utilityProcess.fork(fileURLToPath(hostEntry()), [], {
    serviceName: 'Quiesce host',
    stdio: ['ignore', 'pipe', 'pipe'],
    execArgv: [],
    env: { ...process.env, ...marks },
  })
  let stderrTail = ''
  let running = true
  let ending = false
  let onExit: ((exit: HostExit) => void) | undefined
  child.stdout?.on('data', () => undefined)
  child.stderr?.on('data', (bytes: Buffer) => {
    stderrTail = (stderrTail + bytes.toString('utf8')).slice(-STDERR_TAIL_CHARACTERS)
  })
  child.once('spawn', () => {
    if (ending) endByForce(child)
  })
  child.on('exit', (code) => {
    running = false
    const detail = stderrTail.trim()
    onExit?.({ ...exitOf(code), ...(detail === '' ? {} : { detail }) })
    onExit = undefined
  })
  return {
    get pid() {
      return child.pid
    },
    send: (message) => {
      if (running) child.postMessage(message)
    },
    onMessage: (listener) => void child.on('message', listener),
    onExit: (listener) => {
      onExit = listener
    },
    end: () => {
      ending = true
      endByForce(child)
    },
  }
}

/** `kill()` asks with SIGTERM, and a host whose thread is busy would not hear it. */
function endByForce(child: Electron.UtilityProcess): void {
  if (child.pid === undefined) return
  try {
    process.kill(child.pid, 'SIGKILL')
  } catch {
    child.kill()
  }
}

/** Electron tells one number: an exit code, or the number of the signal that ended the process. It cannot be told apart. */
function exitOf(code: number): { readonly code: number | null; readonly signal: string | null } {
  return { code, signal: null }
}
