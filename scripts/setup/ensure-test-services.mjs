import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { runCommand, lastLines } from './run-command.mjs'
import { say, saying } from './say.mjs'

/**
 * Real services that tests drive, with a program of each by which it is known to be there. Only `npm test` installs them, on
 * Debian and Ubuntu as root: elsewhere the tests that need one skip, and say so.
 */
const services = [
  { name: 'docker.io', program: 'dockerd' },
  { name: 'openssh-server', program: 'sshd' },
  { name: 'openssh-client', program: 'ssh' },
  { name: 'busybox-static', program: 'busybox' },
  { name: 'tmux', program: 'tmux' },
  { name: 'strace', program: 'strace' },
  { name: 'nginx-light', program: 'nginx' },
  { name: 'redis-server', program: 'redis-server' },
  { name: 'postgresql', program: 'pg_ctlcluster' },
]

/** A service that an installation starts by itself would run beside the tests: this file forbids it while we install. */
const POLICY = '/usr/sbin/policy-rc.d'

/** Installs what is missing. Never fails: what could not be had is named, and its tests skip. */
export async function ensureTestServices() {
  const missing = services.filter(({ program }) => !findProgram(program)).map(({ name }) => name)
  if (missing.length === 0 || process.platform !== 'linux') return
  if (process.getuid?.() !== 0 || !findProgram('apt-get')) {
    say(`these services are not here, their tests skip: ${missing.join(', ')}`)
    return
  }
  await saying(`installing services that tests drive: ${missing.join(', ')}`, () =>
    withoutStarting(() => install(missing)),
  )
}

async function install(packages) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }
  const apt = (args) => runCommand('apt-get', args, { env, timeoutMs: 5 * 60_000 })
  await apt(['update', '-qq'])
  const together = await apt(['install', '-y', '-qq', '--no-install-recommends', ...packages])
  if (together.code === 0) return
  // One that is not to be had must not keep the others away.
  for (const name of packages) {
    const end = await apt(['install', '-y', '-qq', '--no-install-recommends', name])
    if (end.code !== 0) say(`${name} could not be installed, its tests skip: ${lastLines(end.output, 1)}`)
  }
}

/** policy-rc.d(8): exit code 101 tells Debian's packages to start no service. One that is there already is left alone. */
async function withoutStarting(work) {
  const { rm, writeFile } = await import('node:fs/promises')
  if (existsSync(POLICY)) return work()
  await writeFile(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755 })
  try {
    return await work()
  } finally {
    await rm(POLICY, { force: true })
  }
}

function findProgram(name) {
  const folders = [...(process.env.PATH ?? '').split(delimiter).filter(Boolean), '/usr/sbin', '/sbin']
  return folders.map((folder) => join(folder, name)).find((file) => existsSync(file))
}
