import { spawn } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { runCommand } from './run-command.mjs'

export const IMAGE = 'quiesce/busybox:measure'
const SOON_MS = 20_000

export async function startDocker(folder, ends) {
  const host = `unix://${folder}/docker.sock`
  const at = (name) => join(folder, `docker-${name}`)
  const child = spawn(
    'dockerd',
    [
      '--iptables=false',
      '--ip6tables=false',
      '--bridge=none',
      '--storage-driver=vfs',
      '--data-root',
      at('data'),
      '--exec-root',
      at('exec'),
      '--pidfile',
      at('pid'),
      '-H',
      host,
    ],
    { stdio: 'ignore' },
  )
  child.on('error', () => undefined)
  const env = { ...process.env, DOCKER_HOST: host }
  const run = (...args) => runCommand('docker', args, { env })
  const clear = async () => {
    const ids = (await run('ps', '-aq')).stdout.trim().split('\n').filter(Boolean)
    if (ids.length > 0) await run('rm', '-f', ...ids)
  }
  const isUp = await until(async () => (await run('version')).code === 0).catch(() => false)
  if (isUp === false) return undefined
  ends.push(async () => {
    await clear()
    const gone = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGTERM')
    await gone
    const mounts = readFileSync('/proc/self/mounts', 'utf8')
      .split('\n')
      .map((line) => line.split(' ')[1] ?? '')
    for (const path of mounts.filter((each) => each.startsWith(`${folder}/`)).reverse())
      await runCommand('umount', [path])
  })
  const shell = `mkdir -p ${folder}/compose ${folder}/root/bin && cp "$(command -v busybox)" ${folder}/root/bin/busybox && ln -s busybox ${folder}/root/bin/sleep && tar -C ${folder}/root -cf ${folder}/root.tar .`
  await runCommand('sh', ['-c', shell])
  await run('import', `${folder}/root.tar`, IMAGE)
  const compose = (await runCommand('docker-compose', ['version'])).code === 0
  return { host, run, clear, compose }
}

export async function startSsh(folder, ends) {
  const port = await new Promise((resolve) => {
    const server = createServer()
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address()
      server.close(() => resolve(port))
    })
  })
  await runCommand('sh', [
    '-c',
    `mkdir -p /run/sshd; for k in host key; do ssh-keygen -q -t ed25519 -N '' -f ${folder}/$k; done`,
  ])
  const config = [
    `Port ${port}`,
    'ListenAddress 127.0.0.1',
    `HostKey ${folder}/host`,
    `AuthorizedKeysFile ${folder}/key.pub`,
    `PidFile ${folder}/sshd.pid`,
    'StrictModes no',
    'UsePAM no',
    'PasswordAuthentication no',
  ]
  writeFileSync(join(folder, 'sshd.config'), `${config.join('\n')}\n`)
  const child = spawn('/usr/sbin/sshd', ['-D', '-f', join(folder, 'sshd.config')], { stdio: 'ignore' })
  child.on('error', () => undefined)
  ends.push(async () => void child.kill('SIGTERM'))
  const options = [
    '-p',
    String(port),
    '-i',
    `${folder}/key`,
    '-o',
    'BatchMode=yes',
    '-o',
    'StrictHostKeyChecking=no',
    '-o',
    'UserKnownHostsFile=/dev/null',
    '-o',
    'LogLevel=ERROR',
    '-F',
    '/dev/null',
    'root@127.0.0.1',
  ]
  const isUp = await until(async () => (await runCommand('ssh', [...options, 'true'])).code === 0).catch(() => false)
  return isUp === false ? undefined : options
}

export async function until(holds) {
  const giveUpAt = Date.now() + SOON_MS
  while (!(await holds())) {
    if (Date.now() > giveUpAt) throw new Error(`did not come within ${SOON_MS} ms: ${holds}`)
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return true
}
