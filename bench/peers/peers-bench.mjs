import { spawn } from 'node:child_process'
import { cpSync, existsSync, readFileSync } from 'node:fs'
import { basename, delimiter, join, resolve } from 'node:path'
import { TAG } from '../processes.mjs'

const root = join(import.meta.dirname, '../..')
/** The peers, and the program beside their package that each needs: it ends the whole bench when that cannot be started. */
const PEERS = new Map([
  ['spawn', undefined],
  ['execa', undefined],
  ['pm2', undefined],
  ['supervisor', 'supervisord'],
  ['mprocs', 'tmux'],
  ['concurrently', undefined],
  ['nf', undefined],
  ['foreman', 'foreman'],
])
/** Five rounds take about four minutes on a quiet machine; where less is left, three are taken. */
const FIVE_ROUNDS_MS = 270_000
const WORKLOADS = 'W1,W1both,W2,W3,W4,W5,W7'

/** Where a bench of other process managers lies, if it is there: named by the environment, or beside this working copy. */
export function findPeers(env = process.env) {
  const folder = resolve(env.QUIESCE_PEERS_DIR ?? join(root, '../shared/peers'))
  return existsSync(join(folder, 'bench.mjs')) ? folder : undefined
}

/** Runs that bench with our engine as one more peer, on a copy: its own folder is only read. Answers its table, and who is missing. */
export async function measurePeers(bench, atMostMs) {
  const folder = findPeers()
  if (!folder) return { why: 'the bench that drives them is not here (QUIESCE_PEERS_DIR names it).' }
  const copy = join(bench.folder, 'peers')
  cpSync(folder, copy, { recursive: true, filter: (path) => !['node_modules', 'run'].includes(basename(path)) })
  const npm = ['ci', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel', 'error']
  const installed = await run(bench, 'npm', npm, copy)
  if (installed.code !== 0) return { why: `its packages could not be installed: ${lastLine(installed.said)}` }
  const out = join(bench.folder, 'peers.json')
  const adapter = join(import.meta.dirname, 'quiesce-adapter.mjs')
  const count = bench.rounds(atMostMs < FIVE_ROUNDS_MS ? 3 : 5)
  const rounds = ['--runs', String(count), '--idle-s', bench.quick ? '5' : '10']
  const absent = [...PEERS].filter(([, program]) => program !== undefined && !isInstalled(program))
  const present = [...PEERS.keys()].filter((name) => !absent.some(([each]) => each === name))
  const which = ['--peers', [...present, 'quiesce'].join(','), '--no-variants', '--only', WORKLOADS]
  const args = ['bench.mjs', '--adapter', adapter, ...which, ...rounds, '--out', out]
  const ended = await run(bench, process.execPath, args, copy, atMostMs)
  if (!existsSync(out)) return { why: `its bench ended with code ${ended.code}: ${lastLine(ended.said)}` }
  const { rows, missing } = peersAnswer(JSON.parse(readFileSync(out, 'utf8')))
  return {
    rounds: count,
    rows,
    missing: [...missing, ...absent.map(([name, program]) => `${name} (${program} is not installed)`)],
  }
}

function isInstalled(program) {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => existsSync(join(folder, program)))
}

/** The few columns that tell the managers apart, ours among them. */
export function peersAnswer({ peers }) {
  const missing = []
  const rows = Object.entries(peers).flatMap(([name, seen]) => {
    if (seen.error) {
      missing.push(`${name} (${seen.error})`)
      return []
    }
    return [{ name, ...figuresOf(seen) }]
  })
  return { rows, missing }
}

function figuresOf(seen) {
  const polite = seen.W1both ?? seen.W1
  const flood = seen.W4burst
  return {
    firstLineMs: polite?.startMs?.median,
    goneMs: polite?.stopMs?.median,
    toldMs: polite?.stopToldMs?.median,
    cleanupRan: seen.W1?.cleanupRan,
    forceMs: seen.W2?.escalatedMs?.median ?? undefined,
    treeLeft: seen.W3?.survivors?.median,
    daemonLeft: seen.W7daemon?.aliveAfterStop?.median,
    linesPerSecond: flood?.linesPerS?.median,
    linesLost: flood?.lost?.max,
    floodMb: flood?.peakRssMb?.median,
    idleCpuPercent: seen.W5?.cpuPct,
    idleMb: seen.W5?.rssMb,
  }
}

/** In a group of its own: a Ctrl-C is for the bench, which then ends what it started. */
function run({ env, session }, command, args, cwd, atMostMs = 60_000) {
  const child = spawn(command, args, {
    cwd,
    env: { ...process.env, ...env, [TAG]: session },
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true,
  })
  let said = ''
  const hear = (bytes) => (said = (said + bytes).slice(-20_000))
  child.stdout.on('data', hear)
  child.stderr.on('data', hear)
  // Told as Ctrl-C would, so that it ends its managers itself; what it leaves all the same carries our tag.
  const late = setTimeout(() => child.kill('SIGINT'), atMostMs)
  return new Promise((resolve) => {
    child.once('error', (error) => resolve({ code: -1, said: error.message }))
    child.once('close', (code) => {
      clearTimeout(late)
      resolve({ code, said })
    })
  })
}

function lastLine(text) {
  return text.trim().split('\n').at(-1) ?? ''
}
