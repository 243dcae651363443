import { spawn } from 'node:child_process'
import { constants, setPriority } from 'node:os'

/**
 * Runs a program to its end. Never rejects: a program that cannot be started answers `code: null` and why in `output`.
 * `output` holds standard output and standard error as they came, unless `stdio` shows them to the person instead.
 * `aside`: the program gets only what the others leave of the machine.
 */
export function runCommand(command, args, { cwd, env, timeoutMs, shell = false, show = false, aside = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, {
      cwd,
      env: plain(env ?? process.env),
      shell,
      // Standard output is the script's own answer: what a program shows goes to standard error.
      stdio: show ? ['ignore', process.stderr, process.stderr] : ['ignore', 'pipe', 'pipe'],
    })
    if (aside) yieldToOthers(child)
    let output = ''
    let stdout = ''
    let timedOut = false
    child.stdout?.on('data', (chunk) => {
      output += chunk
      stdout += chunk
    })
    child.stderr?.on('data', (chunk) => (output += chunk))
    const timer = timeoutMs && setTimeout(() => ((timedOut = true), child.kill('SIGKILL')), timeoutMs)
    child.once('error', (error) => finish({ code: null, signal: null, output: error.message }))
    child.once('close', (code, signal) => finish({ code, signal, output }))
    function finish(end) {
      clearTimeout(timer)
      resolve({ ...end, stdout, timedOut })
    }
  })
}

/** At once: the threads that it makes later have the priority of the one that makes them. */
function yieldToOthers(child) {
  try {
    if (child.pid !== undefined) setPriority(child.pid, constants.priority.PRIORITY_LOW)
  } catch {
    // It has ended already.
  }
}

/** What is kept for a message is read without a terminal. */
function plain(env) {
  return { ...env, NO_COLOR: '1', FORCE_COLOR: '0' }
}

/** Runs npm with this very Node, without a shell wherever npm says where it is. */
export function runNpm(args, options = {}) {
  const npm = process.env.npm_execpath
  if (npm && /\.c?js$/.test(npm)) return runCommand(process.execPath, [npm, ...args], options)
  const windows = process.platform === 'win32'
  return runCommand(windows ? 'npm.cmd' : 'npm', args, { ...options, shell: windows })
}

/** The last lines of a program's output, for a message. */
export function lastLines(output, count = 6) {
  return output.trim().split('\n').slice(-count).join('\n')
}
