import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, readdirSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'
import { SetupProblem } from './problem.mjs'
import { lastLines, runCommand } from './run-command.mjs'
import { saying } from './say.mjs'

const out = join(root, 'out')
const engineSources = [
  'src/tools',
  'src/contract',
  'src/vocabulary',
  'src/engine',
  'build.config.ts',
  'vite.engine.config.ts',
  'package-lock.json',
]
const appSources = ['src', 'build.config.ts', 'electron.vite.config.ts', 'package.json', 'package-lock.json']

/** Builds the engine (`out/engine`) and the app around it, each only when its sources changed. */
export async function ensureBuild({ force = false } = {}) {
  const [engine, app] = await Promise.allSettled([ensureEngineBuild({ force }), ensureAppBuild({ force })])
  for (const part of [engine, app]) if (part.status === 'rejected') throw part.reason
}

/** Built beside and then put in place, so that a build under way or a failed one never takes the last good one away. */
export async function ensureEngineBuild({ force = false } = {}) {
  const built = join(out, 'engine')
  const wanted = hashOf(engineSources)
  if (!force && read(join(built, '.built-from')) === wanted) return
  const fresh = join(out, `.engine-${process.pid}`)
  const old = join(out, `.engine-old-${process.pid}`)
  try {
    const args = ['build', '--config', 'vite.engine.config.ts', '--outDir', fresh, '--logLevel', 'warn']
    await build('the engine', join(root, 'node_modules', 'vite', 'bin', 'vite.js'), args)
    writeFileSync(join(fresh, '.built-from'), wanted)
    if (existsSync(built)) renameSync(built, old)
    renameSync(fresh, built)
  } finally {
    for (const folder of [fresh, old]) rmSync(folder, { recursive: true, force: true })
  }
}

async function ensureAppBuild({ force }) {
  const stamp = join(out, '.app-built-from')
  const wanted = hashOf(appSources)
  const complete = ['main/index.js', 'preload/index.cjs', 'renderer/index.html'].every((file) =>
    existsSync(join(out, file)),
  )
  if (!force && complete && read(stamp) === wanted) return
  const command = join(root, 'node_modules', 'electron-vite', 'bin', 'electron-vite.js')
  await build('the app', command, ['build', '--logLevel', 'warn'])
  mkdirSync(out, { recursive: true })
  writeFileSync(stamp, wanted)
}

async function build(what, command, args) {
  const env = { ...process.env, NODE_ENV: 'production' }
  const end = await saying(`building ${what}`, () =>
    runCommand(process.execPath, [command, ...args], { cwd: root, env }),
  )
  if (end.code === 0) return
  throw new SetupProblem(`Building ${what} failed. It said:\n${lastLines(end.output, 30)}`)
}

/** By content, not by time: a checkout touches files without changing them. */
function hashOf(sources) {
  const hash = createHash('sha256')
  for (const source of sources) {
    for (const file of filesOf(source))
      hash
        .update(`${file}\n`)
        .update(readFileSync(join(root, file)))
        .update('\n')
  }
  return hash.digest('hex')
}

function filesOf(source) {
  const path = join(root, source)
  if (!existsSync(path)) return []
  if (source.includes('.')) return [source]
  return readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath ?? entry.path, entry.name).slice(root.length + 1))
    .sort()
}

function read(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : undefined
}
