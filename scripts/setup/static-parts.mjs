import { readdirSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { root } from './places.mjs'
import { runCommand } from './run-command.mjs'

const tool = (path) => join(root, 'node_modules', path)
const eslint = tool('eslint/bin/eslint.js')
const prettier = tool('prettier/bin/prettier.cjs')
const jscpd = tool('jscpd/run-jscpd.js')
const knip = tool('knip/bin/knip.js')
const tsc = tool('typescript/bin/tsc')
const vitest = tool('vitest/vitest.mjs')

/** Everything that is told from the sources alone. The longest first, so that the cores are shared well. */
export function staticParts() {
  return [
    { name: 'lint', args: [eslint, '--max-warnings', '0', ...lintCache(), '.'] },
    ...typeParts(),
    { name: 'dead code', args: [knip, '--no-progress'] },
    ...repeatedCodePart(),
    {
      name: 'format',
      args: [prettier, '--check', '--log-level', 'warn', '--cache', '--cache-location', '.cache/prettier', '.'],
    },
  ]
}

/** jscpd is one program for each system; where there is none for this one, CI asks it. */
function repeatedCodePart() {
  const isThere = readdirSync(tool('.')).some((name) => name.startsWith('jscpd-'))
  return isThere ? [{ name: 'repeated code', args: [jscpd, '--config', '.jscpd.json', 'src'] }] : []
}

/** Rules that ask for types look beyond the file that is kept: where the answer counts for everybody, nothing is remembered. */
function lintCache() {
  return process.env.CI ? [] : ['--cache', '--cache-strategy', 'content', '--cache-location', '.cache/eslint/']
}

export function typeParts() {
  const projects = readdirSync(root).filter((name) => /^tsconfig\.(?!base).+\.json$/.test(name))
  return projects.map((file) => ({
    name: `types of ${file.split('.')[1]}`,
    args: [tsc, '-p', file, '--noEmit', '--incremental', '--tsBuildInfoFile', `.cache/types/${file}`],
  }))
}

export function unitPart() {
  return { name: 'unit tests', args: [vitest, 'run', '--project', 'unit', '--passWithNoTests'] }
}

/**
 * Runs all parts, two or more at a time, and prints each as it ends: one line when it passed, all it said when not. `aside`: with
 * what the machine leaves them, for while something else has the word; `print` may keep their lines until then.
 */
export async function runParts(parts, { aside = false, print = (text) => process.stdout.write(text) } = {}) {
  const waiting = [...parts]
  const done = []
  const lanes = Math.min(Math.max(2, availableParallelism()), 4)
  await Promise.all(
    Array.from({ length: lanes }, async () => {
      for (let part = waiting.shift(); part; part = waiting.shift()) done.push(await runPart(part, { aside, print }))
    }),
  )
  return done
}

async function runPart({ name, args }, { aside, print }) {
  const startedAt = Date.now()
  const { code, output } = await runCommand(process.execPath, args, {
    cwd: root,
    env: { ...process.env, NO_COLOR: '1' },
    aside,
  })
  const passed = code === 0
  const seconds = ((Date.now() - startedAt) / 1000).toFixed(1)
  print(`${passed ? 'passed' : 'FAILED'}  ${name} (${seconds} s)\n${passed ? '' : `${output.trim()}\n\n`}`)
  return { name, passed }
}
