import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { ensureBuild } from './ensure-build.mjs'
import { handOver } from './hand-over.mjs'
import { root } from './places.mjs'
import { prepareElectron } from './prepare.mjs'
import { runCommand } from './run-command.mjs'
import { say } from './say.mjs'

const USER = 'quiesce-e2e'
const PARTS = [
  'build.config.ts',
  'electron.vite.config.ts',
  'out',
  'package-lock.json',
  'package.json',
  'playwright.config.ts',
  'resources',
  'scripts',
  'src',
  'test',
  'tsconfig.base.json',
  'tsconfig.test.json',
  'tsconfig.json',
  'vite.engine.config.ts',
]

/**
 * Runs end-to-end tests as a user without rights, in a copy of this project that belongs to it. Root only. Answers the exit code
 * and the report's path; or `skipped`, a sentence, where no such user can be had.
 */
export async function runAsUser(files) {
  const missing = await whatIsMissing()
  if (missing !== undefined) return { code: 0, skipped: missing }
  const runtime = dirname(await prepareElectron())
  await ensureBuild()
  const home = await homeOf(USER)
  const copy = join(home, 'quiesce')
  await copyFor(copy, runtime, home)
  const env = {
    PATH: `${dirname(process.execPath)}:/usr/local/bin:/usr/bin:/bin`,
    HOME: home,
    USER,
    LOGNAME: USER,
    LANG: process.env.LANG ?? 'C.UTF-8',
    ELECTRON_OVERRIDE_DIST_PATH: join(home, 'runtime'),
    ...(process.env.CI ? { CI: process.env.CI } : {}),
  }
  say(`running ${files.join(' ') || 'every end-to-end test'} as the user ${USER}, with Chromium's sandbox on`)
  const command = ['--reuid', USER, '--regid', USER, '--init-groups', process.execPath, 'scripts/e2e.mjs', ...files]
  const code = await handOver('setpriv', command, { cwd: copy, env })
  return { code, report: join(copy, 'test-results/e2e.json') }
}

/** Why it cannot be done here, in a sentence. Makes the user when there is none. */
async function whatIsMissing() {
  if ((await runCommand('setpriv', ['--version'])).code !== 0)
    return 'there is no setpriv here, so no test can run as a user'
  if ((await runCommand('id', [USER])).code !== 0) {
    const made = await runCommand('useradd', ['--create-home', '--shell', '/bin/sh', USER])
    if (made.code !== 0)
      return `the user ${USER} could not be made: ${made.output.trim() || 'there is no useradd here'}`
  }
  const asUser = ['--reuid', USER, '--regid', USER, '--init-groups', '--reset-env']
  const readable = await runCommand('setpriv', [...asUser, 'test', '-r', join(root, 'node_modules/.package-lock.json')])
  if (readable.code !== 0) return `the user ${USER} cannot read ${join(root, 'node_modules')}`
  const program = await runCommand('setpriv', [...asUser, 'test', '-x', process.execPath])
  return program.code === 0 ? undefined : `the user ${USER} cannot run ${process.execPath}`
}

async function homeOf(user) {
  const { stdout } = await runCommand('getent', ['passwd', user])
  return stdout.split(':')[5]
}

async function copyFor(copy, runtime, home) {
  const own = join(home, 'runtime')
  for (const folder of [copy, own]) rmSync(folder, { recursive: true, force: true })
  mkdirSync(copy, { recursive: true })
  for (const part of PARTS.filter((each) => existsSync(join(root, each)))) {
    cpSync(join(root, part), join(copy, part), { recursive: true })
  }
  symlinkSync(join(root, 'node_modules'), join(copy, 'node_modules'))
  cpSync(runtime, own, { recursive: true })
  await runCommand('chown', ['-R', '-h', `${USER}:`, copy, own])
  // The sandbox of Chromium: user namespaces where they are open to all (then this file is not used), else this setuid helper.
  await runCommand('chown', ['root:root', join(own, 'chrome-sandbox')])
  await runCommand('chmod', ['4755', join(own, 'chrome-sandbox')])
}
