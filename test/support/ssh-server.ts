import { spawn, type ChildProcess } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { userInfo } from 'node:os'
import { join } from 'node:path'
import { endDaemon, programAt, ran } from './temporary-daemons'

const UP_WITHIN_MS = 15_000

/** An sshd of the test's own on loopback, with keys that were made for it and are thrown away. */
export interface SshServer {
  /** What stands between `ssh` and the host: port, key, and that nobody is asked anything. */
  readonly options: readonly string[]
  readonly host: string
  close(): Promise<void>
}

export type StartedSsh =
  { readonly ok: true; readonly server: SshServer } | { readonly ok: false; readonly why: string }

/** Starts one, or says why it cannot run here. */
export async function startSsh(): Promise<StartedSsh> {
  const [sshd, keygen, ssh] = ['sshd', 'ssh-keygen', 'ssh'].map(programAt)
  if (!sshd || !keygen || !ssh) return { ok: false, why: 'openssh-server is not installed' }
  if (process.getuid?.() !== 0) return { ok: false, why: 'an sshd of our own needs root' }
  const folder = mkdtempSync('/tmp/quiesce-ssh-')
  mkdirSync('/run/sshd', { recursive: true, mode: 0o755 })
  for (const name of ['host', 'key']) await ran(keygen, ['-q', '-t', 'ed25519', '-N', '', '-f', join(folder, name)])
  await ran('cp', [join(folder, 'key.pub'), join(folder, 'authorized')])
  const port = await freePort()
  writeFileSync(join(folder, 'config'), configOf(folder, port))
  const child = spawn(sshd, ['-D', '-e', '-f', join(folder, 'config')], { stdio: 'ignore' })
  const options = [
    ...['-p', String(port), '-i', join(folder, 'key'), '-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=no'],
    ...['-o', 'UserKnownHostsFile=/dev/null', '-o', 'LogLevel=ERROR', '-F', '/dev/null'],
  ]
  const host = `${userInfo().username}@127.0.0.1`
  const close = (): Promise<void> => closeServer(child, folder)
  const giveUpAt = performance.now() + UP_WITHIN_MS
  let last = ''
  while (performance.now() < giveUpAt) {
    const tried = await ran(ssh, [...options, host, 'true'])
    if (tried.code === 0) return { ok: true, server: { options, host, close } }
    last = tried.output.trim()
  }
  await close()
  return { ok: false, why: `sshd could not be used here: ${last}` }
}

function configOf(folder: string, port: number): string {
  return [
    `Port ${String(port)}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/authorized`,
    `PidFile ${folder}/pid`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
    'PermitRootLogin prohibit-password',
    '',
  ].join('\n')
}

async function closeServer(child: ChildProcess, folder: string): Promise<void> {
  await endDaemon(child, 5_000)
  rmSync(folder, { recursive: true, force: true })
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0))
    })
  })
}
