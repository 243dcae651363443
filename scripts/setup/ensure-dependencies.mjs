import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './places.mjs'
import { SetupProblem } from './problem.mjs'
import { runNpm } from './run-command.mjs'
import { saying } from './say.mjs'

const installed = join(root, 'node_modules', '.package-lock.json')
const stamp = join(root, 'node_modules', '.quiesce-stamp')

/** Runs `npm ci` when the packages are missing or are not those of the lock file. */
export async function ensureDependencies() {
  checkNode()
  const wanted = wantedStamp()
  const found = existsSync(stamp) ? readFileSync(stamp, 'utf8') : undefined
  if (found === wanted && existsSync(installed)) return
  if (sameMachine(found) && isInstalled()) return writeFileSync(stamp, wanted)
  refuseBorrowedFolder()
  const end = await saying('installing the packages (npm ci)', () =>
    // Warnings are about engines of packages that run elsewhere than in this Node; errors are still shown.
    runNpm(['ci', '--loglevel=error', '--no-audit', '--no-fund'], { cwd: root, timeoutMs: 15 * 60_000 }),
  )
  if (end.code !== 0) {
    throw new SetupProblem(
      `npm ci ${end.timedOut ? 'took longer than 15 minutes' : 'failed'}. It said:\n${firstLines(end.output)}\n` +
        `Check that the npm registry can be reached (npm ping), then run the same command again.`,
    )
  }
  writeFileSync(stamp, wanted)
}

function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major > 20 || (major === 20 && minor >= 19)) return
  throw new SetupProblem(
    `This is Node ${process.versions.node}; Quiesce needs Node 20.19 or newer. Install it from nodejs.org or with your version manager.`,
  )
}

/** Native packages differ by platform and by Node's major version, so both belong to the stamp. */
function wantedStamp() {
  const lock = readFileSync(join(root, 'package-lock.json'))
  return `${createHash('sha256').update(lock).digest('hex')} ${machine()}\n`
}

function machine() {
  return `${process.platform} ${process.arch} node${process.versions.node.split('.')[0]}`
}

function sameMachine(found) {
  return found === undefined || found.trim().endsWith(` ${machine()}`)
}

/** `npm ci` empties the folder first: through a link it would empty somebody else's. */
function refuseBorrowedFolder() {
  if (!lstatSync(join(root, 'node_modules'), { throwIfNoEntry: false })?.isSymbolicLink()) return
  throw new SetupProblem(
    'node_modules is a link to another folder, and its packages are not those of package-lock.json. ' +
      'Run npm ci where it points to, or delete the link, then run the same command again.',
  )
}

/** A person's own `npm install` is as good: npm notes in `node_modules` what it put there. */
function isInstalled() {
  if (!existsSync(installed)) return false
  const wanted = packagesOf(join(root, 'package-lock.json'))
  const there = packagesOf(installed)
  return Object.entries(wanted).every(([path, { version, optional }]) => {
    if (path === '') return true
    return there[path] ? there[path].version === version : optional === true
  })
}

function packagesOf(lockFile) {
  return JSON.parse(readFileSync(lockFile, 'utf8')).packages
}

/** npm says what is wrong first, and then explains its options at length. */
function firstLines(output, count = 15) {
  return output.trim().split('\n').slice(0, count).join('\n')
}
