import { execFileSync, spawnSync } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach } from 'vitest'
import type { ProcessTaskSpec } from '@contract/task'

/** A server that leaves its launcher behind, on a port of 127.0.0.1, with everything it writes in a folder of its own. */
export interface Daemon {
  readonly spec: ProcessTaskSpec
  /** Where it writes its own number. */
  readonly pidFile: string
  readonly folder: string
}

const folders: string[] = []

afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true })
})

/** Why a test of this program is skipped, or an empty text. */
export function missing(...programs: readonly string[]): string {
  const lacks = programs.filter((program) => spawnSync('sh', ['-c', `command -v ${program}`]).status !== 0)
  return lacks.length === 0 ? '' : ` (skipped: ${lacks.join(', ')} is not installed)`
}

export function nginx(port: number): Daemon {
  const folder = newFolder('nginx')
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map((name) => `${name}_temp_path ${folder}/t;`)
  const http = `access_log off; ${temporary.join(' ')} server { listen 127.0.0.1:${port}; return 200 "up"; }`
  const configuration = `daemon on; pid ${folder}/pid; error_log ${folder}/log; events {} http { ${http} }`
  mkdirSync(join(folder, 't'))
  writeFileSync(join(folder, 'nginx.conf'), configuration)
  const args = ['-p', folder, '-e', join(folder, 'log'), '-c', join(folder, 'nginx.conf')]
  return { spec: task('nginx', 'nginx', args, folder), pidFile: join(folder, 'pid'), folder }
}

export function redis(port: number): Daemon {
  const folder = newFolder('redis')
  const words = `--daemonize yes --bind 127.0.0.1 --port ${port} --pidfile ${folder}/pid --dir ${folder} --logfile ${folder}/log`
  return { spec: task('redis', 'redis-server', words.split(' '), folder), pidFile: join(folder, 'pid'), folder }
}

/** PostgreSQL refuses to run as root: then it runs as the user that its package makes. */
export function postgres(port: number): Daemon {
  const folder = newFolder('postgres')
  const data = join(folder, 'data')
  const asUser = process.getuid?.() === 0 ? ['runuser', '-u', 'postgres', '--'] : []
  if (asUser.length > 0) {
    chmodSync(folder, 0o755)
    chownSync(folder, idOf('-u'), idOf('-g'))
  }
  const making = [...asUser, 'initdb', '-D', data, '-A', 'trust', '-N', '--no-instructions']
  execFileSync('env', making, { cwd: folder, stdio: 'ignore' })
  const server = `-h 127.0.0.1 -p ${port} -k ${folder}`
  const args = [...asUser, 'pg_ctl', '-D', data, '-l', join(folder, 'log'), '-o', server, '-w', 'start']
  return { spec: task('postgres', 'env', args, folder), pidFile: join(data, 'postmaster.pid'), folder }
}

export function pidIn({ pidFile }: Daemon): number {
  return Number(readFileSync(pidFile, 'utf8').split('\n')[0])
}

function task(name: string, command: string, args: readonly string[], cwd: string): ProcessTaskSpec {
  return { kind: 'process', name, command, args, cwd }
}

function newFolder(name: string): string {
  const folder = mkdtempSync(join(tmpdir(), `quiesce-${name}-`))
  folders.push(folder)
  return folder
}

function idOf(which: '-u' | '-g'): number {
  return Number(execFileSync('id', [which, 'postgres'], { encoding: 'utf8' }))
}
