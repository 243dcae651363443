import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from '../setup/places.mjs'
import { SetupProblem } from '../setup/problem.mjs'
import { lastLines, runCommand } from '../setup/run-command.mjs'
import { saying } from '../setup/say.mjs'

/** The unpacked app as one .tar.gz, in a folder that carries its version. */
export async function packArchive({ evaluation }) {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  const name = `quiesce-${version}${evaluation ? '-evaluation' : ''}-linux-x64`
  const dist = join(root, 'dist')
  const owner = ['--owner=0', '--group=0', '--numeric-owner']
  const args = [
    '-czf',
    join(dist, `${name}.tar.gz`),
    '-C',
    dist,
    ...owner,
    `--transform=s,^linux-unpacked,${name},`,
    'linux-unpacked',
  ]
  const end = await saying('packing the archive', () => runCommand('tar', args))
  if (end.code !== 0) throw new SetupProblem(`tar failed. It said:\n${lastLines(end.output)}`)
}
