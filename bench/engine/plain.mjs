import { spawn } from 'node:child_process'
import { closeSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { now } from '../clock.mjs'

/**
 * The floor: plain Node that starts, captures and ends processes, and does nothing else. Their environment is as short as the
 * one that the engine gives: a variable such as NODE_EXTRA_CA_CERTS alone makes a Node program start in twice the time.
 */
export async function openPlain({ home }) {
  const children = new Map()
  let count = 0
  return {
    begin({ argv, env, patienceMs }) {
      const id = `plain-${(count += 1)}`
      const at = now()
      const child = spawn(argv[0], argv.slice(1), {
        env: { PATH: process.env.PATH, HOME: process.env.HOME, ...env },
        cwd: home,
        detached: true,
        stdio: ['ignore', 'pipe', 'pipe'],
      })
      const gone = new Promise((resolve) => child.once('exit', resolve))
      const made = { child, gone, patienceMs, path: join(home, `${id}.log`), line: lineOf(child) }
      children.set(id, made)
      return { id, at }
    },
    /** The bytes go where they come from with one synchronous write each: nothing in Node is faster. */
    capture(id) {
      const { child, path } = children.get(id)
      const file = openSync(path, 'w')
      child.stdout.on('data', (bytes) => writeSync(file, bytes))
      child.once('close', () => closeSync(file))
      return path
    },
    line: (id) => children.get(id).line,
    started: () => Promise.resolve(),
    pid: (id) => children.get(id).child.pid,
    async end(id) {
      const { child, gone, patienceMs = 5_000 } = children.get(id)
      child.kill('SIGTERM')
      const force = setTimeout(() => child.kill('SIGKILL'), patienceMs)
      await gone
      clearTimeout(force)
      return {}
    },
    finished: (id) => children.get(id).gone,
    forget: (id) => children.delete(id),
    close: () => Promise.resolve(),
  }
}

function lineOf(child) {
  return new Promise((resolve) => {
    let text = ''
    child.stdout.on('data', (bytes) => {
      if (text.includes('\n') || bytes.length > 1_000) return
      text += bytes
      if (text.includes('\n')) resolve(text.slice(0, text.indexOf('\n')))
    })
  })
}
