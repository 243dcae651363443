import { spawn, execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { TAG } from '../processes.mjs'

/**
 * Many programs that print five lines a second, and cost next to nothing: each is a `cat` on a FIFO, and one writer feeds them
 * all. Answers their task specs; `feed` starts the writer.
 */
export function makeTickers(bench, folder, count) {
  mkdirSync(folder, { recursive: true })
  const paths = Array.from({ length: count }, (_, index) => join(folder, `fifo-${index}`))
  execFileSync('mkfifo', paths)
  const specs = paths.map((path, index) => ({
    kind: 'process',
    name: `Ticker ${String(index + 1).padStart(4, '0')}`,
    command: '/bin/cat',
    args: [path],
    env: { [TAG]: bench.session },
  }))
  return {
    specs,
    feed() {
      const writer = spawn(process.execPath, [join(import.meta.dirname, 'feed-fifos.mjs'), folder, String(count)], {
        stdio: ['ignore', 'inherit', 'inherit'],
        env: { ...process.env, [TAG]: bench.session },
      })
      return () => writer.kill('SIGKILL')
    },
  }
}
