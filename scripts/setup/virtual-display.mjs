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
 * Starts an X server without a screen. Answers the environment that its clients need, and `close`.
 * It chooses a free display number itself, and lets in only who knows the cookie.
 */
export async function openVirtualDisplay() {
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-display-'))
  const authority = join(folder, 'authority')
  writeFileSync(authority, cookieFile(), { mode: 0o600 })
  const args = ['-displayfd', '3', '-screen', '0', '1600x1000x24', '-nolisten', 'tcp', '-noreset', '-auth', authority]
  // In a group of its own: Ctrl-C in a terminal must reach the app first, and the display last.
  const server = spawn('Xvfb', args, { stdio: ['ignore', 'ignore', 'pipe', 'pipe'], detached: true })
  const gone = new Promise((resolve) => server.once('close', resolve))
  const close = async () => {
    server.kill('SIGTERM')
    await gone
    rmSync(folder, { recursive: true, force: true })
  }
  try {
    const number = await displayNumber(server)
    return { env: { DISPLAY: `:${number}`, XAUTHORITY: authority, XDG_SESSION_TYPE: 'x11' }, close }
  } catch (error) {
    await close()
    throw error
  }
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
