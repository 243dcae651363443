import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { IMAGE, startDocker, startSsh, until } from './setup/measured-daemons.mjs'
import { ensureBuild } from './setup/ensure-build.mjs'
import { root } from './setup/places.mjs'
import { runCommand } from './setup/run-command.mjs'
import { runScript } from './setup/problem.mjs'

/* Runs each launcher for real, stops it in three ways, looks who is alive, and writes docs/delegates.md. Debian, as root. */

const POLICY = [
  { send: 'SIGTERM', patienceMs: 2_000 },
  { send: 'SIGKILL', patienceMs: 2_000 },
]
let count = 0

await runScript(async () => {
  await ensureBuild()
  const folder = mkdtempSync('/tmp/quiesce-delegates-')
  const ends = []
  try {
    const docker = await startDocker(folder, ends)
    const ssh = await startSsh(folder, ends)
    const rows = []
    for (const row of launchers(folder, docker, ssh).filter(({ name }) => name.includes(process.argv[2] ?? '')))
      rows.push(await measure(row, folder, docker))
    writeFileSync(join(root, 'docs/delegates.md'), pageOf(rows))
    await runCommand(process.execPath, [
      join(root, 'node_modules/prettier/bin/prettier.cjs'),
      '--write',
      join(root, 'docs/delegates.md'),
    ])
    const wrong = rows.flatMap(({ cells }) => cells).filter(({ verdict, alive }) => verdict === 'clean' && alive)
    process.stdout.write(`${rows.length} launchers, ${wrong.length} cells with "clean" beside a survivor\n`)
    return wrong.length === 0 ? 0 : 1
  } finally {
    for (const end of ends.reverse()) await end()
    rmSync(folder, { recursive: true, force: true })
  }
})

/** What a launcher is asked to run, and by what its work is known. `work` stands for a command that nobody else has. */
function launchers(folder, docker, ssh) {
  const inDocker = ['docker', 'run', '--network=none']
  const rows = []
  if (docker) {
    const env = { DOCKER_HOST: docker.host }
    rows.push(
      { name: 'docker run', env, words: (work) => [...inDocker, IMAGE, ...work] },
      {
        name: 'docker run -d, in a shell',
        env,
        shell: true,
        words: (work) => [`${inDocker.join(' ')} -d ${IMAGE} ${work.join(' ')}; sleep 3600`],
      },
      { name: 'docker exec', env, words: (work) => ['docker', 'exec', 'quiesce-host', ...work] },
    )
    if (docker.compose)
      rows.push({
        name: 'docker-compose up -d, in a shell',
        env,
        shell: true,
        cwd: join(folder, 'compose'),
        prepare: (work) => {
          const service = { image: IMAGE, command: work, network_mode: 'none' }
          writeFileSync(
            join(folder, 'compose', 'docker-compose.json'),
            JSON.stringify({ version: '3', services: { web: service } }),
          )
        },
        words: () => ['docker-compose -f docker-compose.json up -d; sleep 3600'],
      })
  }
  if (ssh) {
    rows.push({ name: 'ssh', words: (work) => ['ssh', ...ssh, ...work] })
    rows.push({ name: 'ssh -tt', words: (work) => ['ssh', '-tt', ...ssh, ...work] })
  }
  rows.push({
    name: 'tmux new -d, a server of its own',
    shell: true,
    words: (work) => [`tmux -L quiesce-${process.pid} new-session -d "${work.join(' ')}"; sleep 3600`],
  })
  rows.push({
    name: 'tmux new-window, a server that was there',
    shell: true,
    server: true,
    words: (work) => [`tmux -L ${thereName()} new-window -d "${work.join(' ')}"; sleep 3600`],
  })
  return rows
}

async function measure(row, folder, docker) {
  process.stdout.write(`${row.name}\n`)
  const cells = []
  let forecast = ''
  for (const how of ['stop', 'terminate', 'SIGKILL of Quiesce']) {
    count += 1
    const work = ['sleep', String(800_000 + (process.pid % 10_000) * 10 + count)]
    row.prepare?.(work)
    const server = row.server ? await tmuxServer() : undefined
    if (row.name === 'docker exec')
      await docker.run('run', '-d', '--name', 'quiesce-host', '--network=none', IMAGE, 'sleep', '900000')
    const dataDir = mkdtempSync(join(folder, 'data-'))
    const [command, ...args] = row.words(work)
    const spec = {
      kind: 'process',
      name: row.name,
      command,
      args,
      shell: row.shell ?? false,
      stopPolicy: POLICY,
      ...(row.env && { env: row.env }),
      ...(row.cwd && { cwd: row.cwd }),
    }
    const receipt =
      how === 'SIGKILL of Quiesce' ? await killed(spec, dataDir, work) : await stopped(spec, dataDir, work, how)
    forecast = receipt.forecast ?? forecast
    const alive = (await pidsOf(work)).length > 0
    const { receiptSummary } = await import(join(root, 'out/engine/index.js'))
    cells.push({ how, verdict: receipt.verdict, summary: receiptSummary(receipt), alive })
    for (const pid of await pidsOf(work)) process.kill(pid, 'SIGKILL')
    if (docker) await docker.clear()
    await server?.()
  }
  return { name: row.name, forecast, cells }
}

async function stopped(spec, dataDir, work, how) {
  const { createEngine } = await import(join(root, 'out/engine/index.js'))
  const engine = await createEngine({ dataDir })
  const task = engine.define(spec)
  const run = engine.start(task.id)
  await until(async () => (await pidsOf(work)).length > 0)
  await engine[how](run.id)
  const receipt = await engine.ended(run.id)
  await engine.close()
  return { ...receipt, forecast: (task.delegates ?? []).map(({ sentence }) => sentence).join(' ') }
}

/** Another process runs it and is killed; the next start over the same folder writes the receipt. */
async function killed(spec, dataDir, work) {
  const manager = `
    import { createEngine } from ${JSON.stringify(join(root, 'out/engine/index.js'))}
    const engine = await createEngine({ dataDir: ${JSON.stringify(dataDir)} })
    engine.start(engine.define(${JSON.stringify(spec)}).id)
    setInterval(() => undefined, 1000)`
  const child = spawn(process.execPath, ['--input-type=module', '-e', manager], { stdio: 'ignore' })
  const gone = new Promise((resolve) => child.once('exit', resolve))
  try {
    await until(async () => (await pidsOf(work)).length > 0)
    // What was found is written down within a second or two of its start.
    await new Promise((resolve) => setTimeout(resolve, 3_000))
  } finally {
    child.kill('SIGKILL')
    await gone
  }
  const { createEngine } = await import(join(root, 'out/engine/index.js'))
  await new Promise((resolve) => setTimeout(resolve, 1_000))
  const engine = await createEngine({ dataDir })
  const [found] = engine.recovered()
  const receipt = found && (await engine.earlierRun(found.id)).receipt
  await engine.close()
  return (
    receipt ?? {
      verdict: `no receipt yet: found ${found?.found ?? 'nowhere'}, waits for a decision`,
      summary: found?.sentence ?? '',
    }
  )
}

async function pidsOf(work) {
  const { stdout } = await runCommand('ps', ['-eo', 'pid=,args='])
  return stdout.split('\n').flatMap((line) => {
    const [, pid, command] = /^\s*(\d+) (.*)$/.exec(line) ?? []
    return command === work.join(' ') ? [Number(pid)] : []
  })
}

/** Of each cell its own: a server that was just told to end still answers to its name. */
function thereName() {
  return `quiesce-there-${process.pid}-${count}`
}

async function tmuxServer() {
  const name = thereName()
  await runCommand('tmux', ['-L', name, 'new-session', '-d', 'sleep 900000'])
  return () => runCommand('tmux', ['-L', name, 'kill-server'])
}

function pageOf(rows) {
  const cell = ({ verdict, alive }) => `_${verdict}_, ${alive ? '**alive**' : 'nobody alive'}`
  const names = rows.map(({ name }) => name)
  const missing = [
    ...(names.some((name) => name.includes('compose'))
      ? []
      : ['compose: `docker-compose` was not installed where this was measured']),
    'systemd-run: there was no systemd where this was measured; its work is told as _unknown_',
  ]
  return [
    '# Work outside the family',
    '',
    'Written by `node scripts/measure-delegates.mjs`, which runs each launcher for real, stops it in three ways and looks who is',
    'alive. No cell may say _clean_ beside a survivor. Why it is so stands in decisions 017 and 018.',
    '',
    '| launcher | after Stop | after Terminate | after SIGKILL of Quiesce, next start |',
    '| --- | --- | --- | --- |',
    ...rows.map(({ name, cells }) => `| ${name} | ${cells.map(cell).join(' | ')} |`),
    '',
    ...missing.map((text) => `- Not measured: ${text}.`),
    '',
    '## What the card says before a stop',
    '',
    ...rows.flatMap(({ name, forecast }) => [
      `- **${name}**: ${forecast.replace(/8\d{5,}/g, 'N').replace(/ -p \d+.*?root@/g, ' root@')}`,
    ]),
    '',
    '## What the receipt says',
    '',
    ...rows.flatMap(({ name, cells }) =>
      cells.map(({ how, summary }) => `- ${name}, ${how}: ${summary.replace(/8\d{5,}/g, 'N').replace(/\|/g, '/')}`),
    ),
    '',
  ].join('\n')
}
