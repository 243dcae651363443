import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'

/** A terminal sends Ctrl-C to everybody and npm sends it on: what comes twice within this time was pressed once. */
const echoMs = 500
/** `npm start` told to end takes its shell along and leaves us behind: the only sign is another parent. */
const lookForParentMs = 500
const numbers = { SIGHUP: 1, SIGINT: 2, SIGTERM: 15, SIGKILL: 9 }

/** Runs a program in the foreground: passes on what this process is told, and answers the program's exit code. */
export function handOver(command, args, { cwd, env }) {
  // In a group of its own, so that a Ctrl-C reaches it once, through us.
  const child = spawn(command, args, {
    cwd,
    env,
    stdio: ['ignore', 'inherit', 'inherit'],
    detached: process.platform !== 'win32',
  })
  const lastAt = new Map()
  const passOn = (signal) => {
    if (Date.now() - (lastAt.get(signal) ?? 0) > echoMs) child.kill(signal)
    lastAt.set(signal, Date.now())
  }
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP']
  for (const signal of signals) process.on(signal, passOn)
  const parent = process.ppid
  const orphaned = () => process.ppid !== parent && (clearInterval(watch), passOn('SIGTERM'))
  const watch = process.env.npm_lifecycle_event && setInterval(orphaned, lookForParentMs)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('exit', (code, signal) => {
      clearInterval(watch)
      for (const name of signals) process.off(name, passOn)
      resolve(code ?? 128 + (numbers[signal] ?? 0))
    })
  })
}

/** What Chromium must be told here and nowhere else. */
export function chromiumFlags(env) {
  return [...(isRoot() ? ['--no-sandbox'] : []), ...(hasSystemBus(env) ? [] : ['--log-level=3'])]
}

/** Chromium refuses to run as root with its sandbox. */
export function isRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0
}

/** Without D-Bus, as in a container, Chromium complains about it a dozen times and works all the same. */
function hasSystemBus(env) {
  return (
    process.platform !== 'linux' || Boolean(env.DBUS_SESSION_BUS_ADDRESS) || existsSync('/run/dbus/system_bus_socket')
  )
}
