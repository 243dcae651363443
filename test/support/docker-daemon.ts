import { spawn, type ChildProcess } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync } from 'node:fs'
import { join } from 'node:path'
import { within } from '@engine/clock/patience'
import { endDaemon, programAt, ran, type Ran } from './temporary-daemons'

/** A machine that is busy with eight things at once still starts a daemon in this. */
const UP_WITHIN_MS = 30_000
const ENDS_WITHIN_MS = 15_000

/** An image of busybox alone. */
export const IMAGE = 'quiesce/busybox:test'

/** A Docker daemon of the test's own: no network, no rules of a firewall, everything of it in one temporary folder. */
export interface DockerDaemon {
  /** Where the client's program is. */
  readonly client: string
  /** For the variable DOCKER_HOST. */
  readonly host: string
  readonly socketPath: string
  docker(...args: readonly string[]): Promise<Ran>
  /** True while the daemon says that the container runs. */
  runs(nameOrId: string): Promise<boolean>
  /** Removes every container. */
  clear(): Promise<void>
  close(): Promise<void>
}

export type StartedDaemon =
  { readonly ok: true; readonly daemon: DockerDaemon } | { readonly ok: false; readonly why: string }

/** Starts one, or says why it cannot run here: not root, nothing installed, or what its log says last. */
export async function startDocker(): Promise<StartedDaemon> {
  const [dockerd, docker, busybox] = ['dockerd', 'docker', 'busybox'].map(programAt)
  if (process.platform !== 'linux') return { ok: false, why: 'a Docker daemon of our own runs on Linux only' }
  if (process.getuid?.() !== 0) return { ok: false, why: 'a Docker daemon of our own needs root' }
  if (!dockerd || !docker || !busybox) return { ok: false, why: 'docker.io or busybox-static is not installed' }
  const folder = mkdtempSync('/tmp/quiesce-docker-')
  const socketPath = join(folder, 'docker.sock')
  const log = join(folder, 'log')
  const child = spawn(
    '/bin/sh',
    ['-c', 'exec "$0" "$@" >>"$QUIESCE_LOG" 2>&1', dockerd, ...daemonOptions(folder, socketPath)],
    { env: { ...process.env, QUIESCE_LOG: log }, stdio: 'ignore' },
  )
  const daemon = { host: `unix://${socketPath}`, socketPath, folder, docker, child }
  const up = await within(UP_WITHIN_MS, untilUp(daemon))
  const made = up === true ? await makeImage(daemon, busybox) : undefined
  if (up !== true || made?.code !== 0) {
    const why = `dockerd could not be used here: ${made?.output.trim() ?? lastLineOf(log)}`
    await closeDaemon(daemon)
    return { ok: false, why }
  }
  return { ok: true, daemon: daemonOf(daemon) }
}

interface Started {
  readonly host: string
  readonly socketPath: string
  readonly folder: string
  readonly docker: string
  readonly child: ChildProcess
}

function daemonOptions(folder: string, socketPath: string): readonly string[] {
  return [
    ...['--iptables=false', '--ip6tables=false', '--bridge=none', '--storage-driver=vfs'],
    ...['--data-root', join(folder, 'data'), '--exec-root', join(folder, 'exec')],
    ...['--pidfile', join(folder, 'pid'), '-H', `unix://${socketPath}`],
  ]
}

function daemonOf(started: Started): DockerDaemon {
  const { host, socketPath } = started
  const docker = (...args: readonly string[]): Promise<Ran> => client(started, args)
  return {
    host,
    client: started.docker,
    socketPath,
    docker,
    runs: async (name) => (await docker('inspect', '-f', '{{.State.Running}}', name)).output.trim() === 'true',
    clear: async () => {
      const { output } = await docker('ps', '-aq')
      const ids = output.trim().split('\n').filter(Boolean)
      if (ids.length > 0) await docker('rm', '-f', ...ids)
    },
    close: () => closeDaemon(started),
  }
}

function client({ docker, host, folder }: Started, args: readonly string[]): Promise<Ran> {
  return ran(docker, args, { env: { DOCKER_HOST: host, DOCKER_CONFIG: join(folder, 'client') } })
}

async function untilUp(started: Started): Promise<boolean> {
  const { child } = started
  while (child.exitCode === null && child.signalCode === null) {
    if ((await client(started, ['version', '-f', '{{.Server.Version}}'])).code === 0) return true
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  return false
}

/** `docker import` of a folder with one static program needs no network. */
async function makeImage(started: Started, busybox: string): Promise<Ran> {
  const bin = join(started.folder, 'root', 'bin')
  mkdirSync(bin, { recursive: true })
  copyFileSync(busybox, join(bin, 'busybox'))
  for (const name of ['sh', 'sleep', 'echo', 'cat', 'true']) symlinkSync('busybox', join(bin, name))
  const archive = join(started.folder, 'root.tar')
  const packed = await ran('tar', ['-C', join(started.folder, 'root'), '-cf', archive, '.'])
  return packed.code === 0 ? client(started, ['import', archive, IMAGE]) : packed
}

async function closeDaemon({ child, folder, ...started }: Started): Promise<void> {
  const left = await client({ child, folder, ...started }, ['ps', '-q'])
  const ids = left.code === 0 ? left.output.trim().split('\n').filter(Boolean) : []
  // A container outlives its daemon: its shim is nobody's child.
  if (ids.length > 0) await client({ child, folder, ...started }, ['rm', '-f', ...ids])
  await endDaemon(child, ENDS_WITHIN_MS)
  await unmount(folder)
  rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 })
}

/** What the daemon had mounted in its folder, innermost first. */
async function unmount(folder: string): Promise<void> {
  const mounts = readFileSync('/proc/self/mounts', 'utf8').split('\n')
  const ours = mounts.map((line) => line.split(' ')[1] ?? '').filter((path) => path.startsWith(`${folder}/`))
  for (const path of ours.reverse()) await ran('umount', [path])
}

function lastLineOf(file: string): string {
  try {
    return readFileSync(file, 'utf8').trim().split('\n').at(-1) ?? 'it printed nothing'
  } catch {
    return 'it printed nothing'
  }
}
