import { fork, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { hostEntry } from './built-files'
import type { HostExit, HostProcess, HostStarter } from './host-process'

const STDERR_TAIL_CHARACTERS = 2_000
const OWN_GROUP = process.platform !== 'win32'

/** Starts the host with `child_process.fork`, for the engine in plain Node. Default entry: `hostEntry()`. */
export function forkHostStarter(entry?: URL): HostStarter {
  return (marks) => startByFork(entry ?? hostEntry(), marks)
}

function startByFork(entry: URL, marks: Readonly<Record<string, string>> = {}): HostProcess {
  const child = fork(fileURLToPath(entry), {
    // `advanced` keeps bytes as bytes; `execArgv` is emptied so that a debugger's or a test runner's flags stay here.
    serialization: 'advanced',
    execArgv: [],
    env: { ...process.env, ...marks },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    // A group of its own: Ctrl-C in a terminal does not reach it, and what a workload spawned in it can be ended with it.
    detached: OWN_GROUP,
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
    endGroup(child)
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
    end: () => {
      if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    },
  }
}

/** Whatever a workload spawned would outlive its host. The group's id is not given anew while a member of it lives. */
function endGroup({ pid }: ChildProcess): void {
  if (!OWN_GROUP || pid === undefined) return
  try {
    process.kill(-pid, 'SIGKILL')
  } catch {
    // ESRCH, the usual case: the host was the last one of its group.
  }
}
