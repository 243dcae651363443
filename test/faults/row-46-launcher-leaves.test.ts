import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { missing, nginx, pidIn, redis, type Daemon } from '../engine/follow/daemons'
import { freePort } from '../engine/lives/free-port'
import { isAlive } from '../support/nothing-alive'
import { fixture } from '../support/test-engine'
import { openFolders } from './support/later'

afterEach(openFolders.release)

const DAEMONS: readonly [string, string, (port: number) => Daemon][] = [
  ['nginx', missing('nginx'), nginx],
  ['redis', missing('redis-server'), redis],
]

describe.each(DAEMONS)('row 46 %s goes to the background,%s', (_name, why, make) => {
  it.skipIf(why !== '')(
    'and is ended with its manager, though neither leader, group nor mark tells of it',
    async () => {
      const daemon = make(await freePort())
      const engineFile = join(import.meta.dirname, '../../out/engine/index.js')
      const task = JSON.stringify({ ...daemon.spec, follow: 'family' })
      const manager = spawn(process.execPath, [fixture('engine/follow-manager.mjs'), engineFile, task], {
        stdio: ['ignore', 'pipe', 'inherit'],
      })
      openFolders.later(() => manager.kill('SIGKILL'))
      await new Promise((resolve) => manager.stdout.once('data', resolve))
      await expect.poll(() => existsSync(daemon.pidFile)).toBe(true)
      const pid = pidIn(daemon)
      await expect.poll(() => readFileSync(`/proc/${pid}/environ`, 'latin1').includes('QUIESCE_')).toBe(false)
      manager.kill('SIGKILL')
      await expect.poll(() => isAlive(pid), { timeout: 15_000, interval: 20 }).toBe(false)
    },
  )
})
