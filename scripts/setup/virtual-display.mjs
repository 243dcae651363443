import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { SetupProblem } from './problem.mjs'

const patienceMs = 10_000

/** 'real' where windows can be shown, 'virtual' where Xvfb must stand in. */
export function displayNeeded() {
  if (process.platform !== 'linux') return 'real'
  return process.env.DISPLAY || process.env.WAYLAND_DISPLAY ? 'real' : 'virtual'
}

/**
 * Starts X servers without a screen, one unless `count` says more. Answers the environment that their clients need, and `close`.
 * `DISPLAY` is the first; `QUIESCE_DISPLAYS` names all of them, for tests that run side by side: the windows on one display take
 * the focus and the clipboard from each other.
 */
export async function openVirtualDisplays(count = 1) {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-display-'))
  const authority = join(folder, 'authority')
  writeFileSync(authority, cookieFile(), { mode: 0o600 })
  const servers = Array.from({ length: count }, () => startServer(authority))
  const close = async () => {
    await Promise.all(servers.map((server) => server.close()))
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const displays = (await Promise.all(servers.map((server) => server.number))).map((number) => `:${number}`)
    const names = { DISPLAY: displays[0], QUIESCE_DISPLAYS: displays.join(' ') }
    return { env: { ...names, XAUTHORITY: authority, XDG_SESSION_TYPE: 'x11' }, close }
  } catch (error) {
    await close()
    throw error
  }
}

/** It chooses a free display number itself, and lets in only who knows the cookie. */
function startServer(authority) {
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset', '-auth', authority]
  // In a group of its own: Ctrl-C in a terminal must reach the app first, and the display last.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  const gone = new Promise((resolve) => server.once('close', resolve))
  const close = () => (server.kill('SIGTERM'), gone)
  return { number: displayNumber(server), close }
}

function displayNumber(server) {
  return new Promise((resolve, reject) => {
    let errors = ''
    const fail = (what) => reject(new SetupProblem(`The virtual display (Xvfb) ${what}. ${errors.trim()}`))
    const timer = setTimeout(() => fail(`did not answer within ${patienceMs / 1000} s`), patienceMs)
    server.stderr.on('data', (chunk) => (errors = (errors + chunk).slice(-2_000)))
    server.once('error', (error) => fail(`could not be started: ${error.message}`))
    server.once('exit', (code) => fail(`ended with code ${code}`))
    server.stdio[3].once('data', (chunk) => {
      clearTimeout(timer)
      resolve(Number(String(chunk).trim()))
    })
  })
}

/** One MIT-MAGIC-COOKIE-1 for any display (family 65535), as `xauth` would write it. */
function cookieFile() {
  const field = (bytes) => Buffer.concat([Buffer.from([bytes.length >> 8, bytes.length & 255]), bytes])
  const none = field(Buffer.alloc(0))
  return Buffer.concat([
    Buffer.from([255, 255]),
    none,
    none,
    field(Buffer.from('MIT-MAGIC-COOKIE-1')),
    field(randomBytes(16)),
  ])
}
