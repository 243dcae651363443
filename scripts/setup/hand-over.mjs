import { spawn } from 'node:child_process'

/** A terminal sends Ctrl-C to everybody and npm sends it on: what comes twice within this time was pressed once. */
const echoMs = 500
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15, SIGKILL: 9 }

/** Runs a program in the foreground: passes on what this process is told, and answers the program's exit code. */
export function handOver(command, args, { cwd, env }) {
  // In a group of its own, so that a Ctrl-C reaches it once, through us.
  const child = spawn(command, args, { cwd, env, stdio: ['ignore', 'inherit', 'inherit'], detached: process.platform !== 'win32' })
  const lastAt = new Map()
  const passOn = (signal) => {
    if (Date.now() - (lastAt.get(signal) ?? 0) > echoMs) child.kill(signal)
    lastAt.set(signal, Date.now())
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, passOn)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      for (const name of signals) process.off(name, passOn)
      resolve(code ?? 128 + (numbers[signal] ?? 0))
    })
  })
}

/** Chromium refuses to run as root with its sandbox; nobody else gets this flag. */
export function rootFlags() {
  return process.platform === 'linux' && process.getuid?.() === 0 ? ['--no-sandbox'] : []
}
