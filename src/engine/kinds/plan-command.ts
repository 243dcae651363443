import type { ProcessTaskSpec } from '@contract/task'
import { wordsToRun } from '@vocabulary/command-line'
import { folderProblem, resolveCommand } from '../processes/resolve-command'

type Planned =
  | { readonly ok: true; readonly file: string; readonly args: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/** What will be run: `wordsToRun`, with the program looked up. */
export async function plan(
  spec: ProcessTaskSpec,
  cwd: string,
  pathVariable: string | undefined,
  shell: string,
): Promise<Planned> {
  const badFolder = await folderProblem(cwd)
  if (badFolder) return { ok: false, problem: badFolder }
  const args = spec.args ?? []
  if (spec.shell) {
    return process.platform === 'win32'
      ? { ok: true, file: process.env['COMSPEC'] ?? 'cmd.exe', args: ['/d', '/s', '/c', spec.command, ...args] }
      : { ok: true, file: shell, args: wordsToRun(spec, shell).slice(1) }
  }
  const resolved = await resolveCommand(spec.command, cwd, pathVariable)
  return resolved.ok ? { ok: true, file: resolved.path, args } : resolved
}
