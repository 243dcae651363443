// Does a receipt ever say that nobody is left while a process of the run lives? Measured on this machine, written to docs/double-forks.md.
import { performance } from 'node:perf_hooks'
import { spawn } from 'node:child_process'
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { loadavg, release, tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { ensureEngineBuild } from './setup/ensure-build.mjs'
import { root } from './setup/places.mjs'
import { runScript } from './setup/problem.mjs'

const TRIES = 60
const AT_ONCE = 10
/** The longest chain needs 40 ms, more on a busy machine: whoever is not there after this never was. */
const APPEARS_WITHIN_MS = 400
const OTHERS = 150
const BUSY = 4
const results = join(root, 'test-results/double-forks.json')

/** Each generation waits, makes the next one in a session of its own, and leaves. The last becomes `sleep`. */
const HOPS = `
import os, sys, time
hops, pause = int(sys.argv[1]), int(sys.argv[2]) / 1000
for _ in range(hops):
    if os.fork(): os._exit(0)
    os.setsid()
    time.sleep(pause)
os.execvp('sleep', ['sleep', sys.argv[3]])`

const shapes = [
  ...[
    [2, 0],
    [2, 2],
    [2, 5],
    [4, 1],
    [4, 3],
    [6, 0],
    [6, 5],
    [8, 0],
    [8, 3],
    [8, 5],
  ].map(([hops, pause]) => ({
    name: `${hops} hops of ${pause} ms`,
    command: (tag) => ['python3', ['-S', '-c', HOPS, String(hops), String(pause), tag]],
  })),
  ...['sh', 'bash'].flatMap((shell) =>
    [
      ['setsid cmd & exit 0', (tag) => `setsid sleep ${tag} </dev/null >/dev/null 2>&1 & exit 0`],
      ['( ( setsid cmd & ) & ); exit 0', (tag) => `( ( setsid sleep ${tag} </dev/null >/dev/null 2>&1 & ) & ); exit 0`],
    ].map(([name, line]) => ({ name: `${shell}: \`${name}\``, command: (tag) => [shell, ['-c', line(tag)]] })),
  ),
]

const conditions = {
  idle: { name: 'idle', others: 0, busy: 0 },
  'idle-crowded': { name: `idle, ${OTHERS} more processes`, others: OTHERS, busy: 0 },
  busy: { name: `load ${BUSY}`, others: 0, busy: BUSY },
  'busy-crowded': { name: `load ${BUSY}, ${OTHERS} more processes`, others: OTHERS, busy: BUSY },
}

let tags = 0

/** `node scripts/measure-double-forks.mjs [CONDITION …]`: each takes some minutes; those measured earlier are kept in the page. */
await runScript(async (args) => {
  await ensureEngineBuild()
  const { createEngine } = await import(pathToFileURL(join(root, 'out/engine/index.js')).href)
  for (const key of args.length > 0 ? args : Object.keys(conditions)) {
    const measured = await underCondition(createEngine, conditions[key])
    const known = existsSync(results) ? JSON.parse(readFileSync(results, 'utf8')) : {}
    mkdirSync(join(root, 'test-results'), { recursive: true })
    writeFileSync(results, JSON.stringify({ ...known, [key]: measured }, null, 2))
    writeFileSync(join(root, 'docs/double-forks.md'), page({ ...known, [key]: measured }))
  }
  console.log(readFileSync(join(root, 'docs/double-forks.md'), 'utf8'))
})

async function underCondition(createEngine, { name, others, busy }) {
  const helpers = [
    ...Array.from({ length: others }, () => spawn('sleep', ['3600'], { stdio: 'ignore' })),
    ...Array.from({ length: busy }, () => spawn('sh', ['-c', 'while :; do :; done'], { stdio: 'ignore' })),
  ]
  const dataDir = mkdtempSync(join(tmpdir(), 'quiesce-double-forks-'))
  const engine = await createEngine({ dataDir })
  try {
    await until(() => loadavg()[0] >= busy, 60_000)
    const rows = []
    for (const shape of shapes) {
      rows.push({ shape: shape.name, ...(await tried(engine, shape)) })
      console.log(name, JSON.stringify(rows.at(-1)))
    }
    return { rows, load: loadavg()[0] }
  } finally {
    await engine.close('terminate')
    for (const helper of helpers) helper.kill('SIGKILL')
    rmSync(dataDir, { recursive: true, force: true })
  }
}

async function tried(engine, shape) {
  const seen = { tries: 0, gone: 0, clean: 0, unknown: 0, ended: 0 }
  const one = async () => {
    while (seen.tries < TRIES) {
      seen.tries += 1
      const tag = `5${String(process.pid).padStart(7, '0')}${(tags += 1)}`
      const [command, args] = shape.command(tag)
      const spec = { kind: 'process', name: tag, command, args, env: { SHLVL: '1' } }
      const run = engine.start(engine.define(spec, { saved: false }).id)
      const receipt = await engine.ended(run.id)
      const lives = await until(() => processesWith(run.id).length > 0, APPEARS_WITHIN_MS)
      const familyGone = receipt.steps.find((step) => step.name === 'family-gone').verdict
      if (lives && familyGone === 'yes') seen.gone += 1
      if (lives && receipt.verdict === 'clean') seen.clean += 1
      if (familyGone === 'unknown') seen.unknown += 1
      if (receipt.survivors.length > 0) seen.ended += 1
      for (const { pid } of processesWith(run.id)) process.kill(pid, 'SIGKILL')
    }
  }
  await Promise.all(Array.from({ length: AT_ONCE }, one))
  return seen
}

/** True as soon as it holds, false when it never did. */
async function until(holds, atMostMs) {
  const giveUpAt = performance.now() + atMostMs
  for (;;) {
    if (holds()) return true
    if (performance.now() > giveUpAt) return false
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}

/** Living processes with this text in their environment, read here and not by the engine that is measured. */
function processesWith(text) {
  return readdirSync('/proc').flatMap((name) => {
    try {
      if (!/^[1-9]\d*$/.test(name) || Number(name) === process.pid) return []
      if (!readFileSync(`/proc/${name}/environ`, 'latin1').includes(text)) return []
      return /\) [ZX]/.test(readFileSync(`/proc/${name}/stat`, 'latin1')) ? [] : [{ pid: Number(name) }]
    } catch {
      return []
    }
  })
}

function page(measured) {
  const keys = Object.keys(conditions).filter((key) => measured[key])
  const all = keys.flatMap((key) => measured[key].rows)
  const sum = (of) => all.reduce((total, row) => total + of(row), 0)
  return `# Double forks against the proof of absence

A launcher forks, and forks again, and each parent leaves at once: what is looked for is always somebody else by the time it is
read. Measured by \`node scripts/measure-double-forks.mjs\` (Linux ${release().split('-')[0]}, Node ${process.versions.node}), ${TRIES} tries
of each shape, ${AT_ONCE} at a time; run it again on your machine. Nobody asks for a stop: the leader leaves by itself at once.

Of **${sum((row) => row.tries)}** tries **${sum((row) => row.gone)}** receipts said *family gone: yes* and **${sum((row) => row.clean)}** said *clean* while a process with the run's mark lived.

${keys.map((key) => section(conditions[key].name, measured[key])).join('\n\n')}

- "Told gone" and "told clean" count receipts that were not true: a process with the run's mark lived when they were written, or
  appeared within ${APPEARS_WITHIN_MS} ms.
- "Unknown" counts receipts that say that it could not be proven.
- "Found" counts runs whose daemon was found and ended. Where it was not, it had been ended together with its parents.
`
}

function section(name, { rows, load }) {
  return `## ${name[0].toUpperCase()}${name.slice(1)}

The load average was ${load.toFixed(1)} at the end.

${table(
  ['shape', 'tries', 'told gone', 'told clean', 'unknown', 'found'],
  rows.map(({ shape, tries, gone, clean, unknown, ended }) => [shape, tries, gone, clean, unknown, ended]),
)}`
}

function table(head, rows) {
  const line = (cells) => `| ${cells.join(' | ')} |`
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n')
}
