import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { readFuses, wantedFuses } from './packaging/fuses.mjs'
import { megabytes, sizeOf } from './packaging/sizes.mjs'
import { chromiumFlags } from './setup/hand-over.mjs'
import { root } from './setup/places.mjs'
import { runScript, SetupProblem } from './setup/problem.mjs'
import { runCommand } from './setup/run-command.mjs'
import { displayNeeded, openVirtualDisplays } from './setup/virtual-display.mjs'

const UNPACKED = {
  linux: ['linux-unpacked', 'quiesce'],
  darwin: [process.arch === 'arm64' ? 'mac-arm64' : 'mac', 'Quiesce.app/Contents/MacOS/Quiesce'],
  win32: ['win-unpacked', 'Quiesce.exe'],
}
const RUN_MS = 60_000

/* Tries the packaged app in dist/: its fuses, what it turns down, and a demo of a thread and of a process, started and stopped. */
await runScript(async () => {
  const [folder, path] = UNPACKED[process.platform]
  const app = join(root, 'dist', folder)
  const executable = join(app, path)
  if (!existsSync(executable)) throw new SetupProblem(`There is no ${executable} yet: run npm run package first.`)
  const display = displayNeeded() === 'virtual' ? await openVirtualDisplays() : undefined
  const work = mkdtempSync(join(tmpdir(), 'quiesce-smoke-'))
  try {
    const env = { ...process.env, ...display?.env }
    const checks = [
      ...(await fuseChecks(executable)),
      ...(await runChecks(executable, env, work)),
      ...(await refusalChecks(executable, env, work)),
    ]
    for (const { what, passed, seen } of checks) {
      process.stdout.write(`${passed ? 'passed' : 'FAILED'}  ${what}: ${seen}\n`)
    }
    process.stdout.write(`size    ${megabytes(sizeOf(app))} unpacked\n`)
    return checks.every(({ passed }) => passed) ? 0 : 1
  } finally {
    rmSync(work, { recursive: true, force: true })
    await display?.close()
  }
})

async function fuseChecks(executable) {
  const wanted = wantedFuses()
  const seen = await readFuses(executable)
  return Object.entries(seen).map(([name, state]) => ({
    what: `fuse ${name}`,
    passed: state === (wanted[name] ?? 'on'),
    seen: state,
  }))
}

/** One start with everything in its way that the fuses must make harmless. */
async function runChecks(executable, env, work) {
  const required = join(work, 'required.cjs')
  const proof = join(work, 'was-required')
  writeFileSync(required, `require('node:fs').writeFileSync(${JSON.stringify(proof)}, '')\n`)
  const hostile = { ...env, ELECTRON_RUN_AS_NODE: '1', NODE_OPTIONS: `--require=${required}` }
  const end = await start(executable, ['--smoke-test', '--inspect=0', `--user-data-dir=${join(work, 'data')}`], hostile)
  const report = reportIn(end.stdout)
  const receipts = report?.receipts ?? []
  const logFile = join(work, 'data/logs/errors.log')
  const log = existsSync(logFile) ? readFileSync(logFile, 'utf8') : ''
  return [
    {
      what: 'the app opens its page and leaves',
      passed: end.code === 0 && report?.page.address === 'app://main/',
      seen: report
        ? `${report.page.address}, exit code ${end.code}`
        : `no report, exit code ${end.code}: ${end.output.slice(-500)}`,
    },
    ...receipts.map(({ name, verdict, outcome, summary }) => ({
      what: `demo ${name}`,
      passed: verdict === 'clean' && outcome === 'stopped',
      seen: `${outcome}, ${summary}`,
    })),
    {
      what: 'the error log is in the data folder, and says of no error',
      passed: /^\S+ Quiesce [\d.]+ starts, .*\n$/.test(log),
      seen: log.trim() || 'no log',
    },
    {
      what: 'no banner',
      passed: report?.banners.length === 0,
      seen: report?.banners.join(' ') || 'none',
    },
    {
      what: 'demos run',
      passed: receipts.length === 2,
      seen: [`${receipts.length}`, ...(report?.problems ?? [])].join('; '),
    },
    {
      what: 'ELECTRON_RUN_AS_NODE is ignored',
      passed: report !== undefined,
      seen: report ? 'the app started' : 'no app',
    },
    {
      what: 'NODE_OPTIONS is ignored',
      passed: !existsSync(proof),
      seen: existsSync(proof) ? 'the file was loaded' : 'nothing was loaded',
    },
    {
      what: '--inspect is ignored',
      passed: !end.output.includes('Debugger listening'),
      seen: end.output.includes('Debugger listening') ? 'a debugger listens' : 'no debugger listens',
    },
  ]
}

async function refusalChecks(executable, env, work) {
  const switches = ['--remote-debugging-port=0', '--js-flags=--expose-gc', `--load-extension=${work}`]
  return Promise.all(
    switches.map(async (given, index) => {
      const end = await start(
        executable,
        ['--smoke-test', given, `--user-data-dir=${join(work, `refused-${index}`)}`],
        env,
      )
      const said = end.output.split('\n').find((line) => line.includes('does not start with'))
      return {
        what: `refuses ${given.split('=')[0]}`,
        passed: end.code === 1 && said !== undefined,
        seen: said?.trim() ?? `exit code ${end.code}`,
      }
    }),
  )
}

function start(executable, args, env) {
  return runCommand(executable, [...chromiumFlags(env), ...args], { cwd: root, env, timeoutMs: RUN_MS })
}

function reportIn(stdout) {
  const line = stdout.split('\n').find((each) => each.startsWith('{"page"'))
  return line === undefined ? undefined : JSON.parse(line)
}
