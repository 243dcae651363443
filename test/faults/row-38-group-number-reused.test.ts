import { spawn } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, expect, it } from 'vitest'
import { isAlive } from '../support/nothing-alive'
import { newDataDir, shell } from '../support/test-engine'
import { endIfThere, sleeper, unusual } from '../support/unusual'
import { askedManager } from './support/asked-manager'
import { openFolders } from './support/later'
import { until, watchdogsOver } from './support/manager'

afterEach(openFolders.release)

const NEXT_NUMBER = '/proc/sys/kernel/ns_last_pid'
const whyNot =
  process.getuid?.() !== 0 || !existsSync(NEXT_NUMBER) ? 'choosing the next number needs root on Linux' : ''
/** `QUIESCE_TRIES=200` for the long form. */
const TRIES = Number(process.env['QUIESCE_TRIES'] ?? 3)
/** Until something stands or has gone: how long that takes is the machine's affair. */
const SOON_MS = 20_000

/**
 * A stranger's group by that very number: its leader has left, and its only member carries no mark. Answers with the member,
 * or with undefined where somebody else got the number first and keeps it.
 */
async function strangersGroup(groupId: number, file: string): Promise<number | undefined> {
  for (let attempt = 0; attempt < 400; attempt++) {
    if (existsSync(`/proc/${groupId}`)) return undefined
    writeFileSync(NEXT_NUMBER, String(groupId - 1))
    const line = `sleep 1000 >/dev/null 2>&1 & echo $! >${file}`
    const leader = spawn('/bin/sh', ['-c', line], {
      detached: true,
      stdio: 'ignore',
      env: { PATH: process.env['PATH'] },
    })
    await new Promise((resolve) => leader.once('exit', resolve))
    const member = Number(readFileSync(file, 'utf8'))
    if (leader.pid === groupId) return member
    endIfThere(member)
  }
  return undefined
}

it.skipIf(whyNot !== '')(
  `a stranger's group has the number of a group that the watchdog knew: ${TRIES} times it outlives the manager${whyNot ? ` (skipped: ${whyNot})` : ''}`,
  async () => {
    let tried = 0
    while (tried < TRIES) {
      const dataDir = newDataDir()
      const manager = await askedManager(dataDir)
      const atOnce = Math.min(TRIES - tried, 20)
      const daemons: string[] = []
      const strangers: number[] = []
      for (let run = 0; run < atOnce; run++) {
        const n = unusual()
        daemons.push(n)
        // Its leader and with it its group have gone; what it left in another session is deaf, and no force follows.
        const line = `setsid sh -c 'trap "" TERM; exec sleep ${n}' >/dev/null 2>&1 </dev/null & sleep 0.1`
        const { id } = await manager.start(shell(line, { stopPolicy: [{ send: 'SIGTERM', patienceMs: 100 }] }))
        await expect.poll(async () => (await manager.run(id))?.phase).toBe('stuck')
        const { pid = 0 } = (await manager.run(id)) ?? {}
        const member = await strangersGroup(pid, join(dataDir, `member-${run}`))
        if (member === undefined) continue
        strangers.push(member)
        openFolders.later(() => endIfThere(member))
      }
      manager.child.kill('SIGKILL')
      await until(() => watchdogsOver(dataDir).length === 0, SOON_MS)
      // It did its work: the daemons had the mark.
      expect(daemons.map(sleeper).filter(Boolean)).toEqual([])
      expect(strangers.filter((pid) => !isAlive(pid))).toEqual([])
      tried += strangers.length
      for (const pid of strangers) endIfThere(pid)
    }
    console.log(`${tried} strangers' groups with a number that the watchdog had known: all alive`)
  },
  30_000 + TRIES * 3_000,
)
