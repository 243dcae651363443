import type { ProcessTaskSpec } from '@contract/task'
import { folderProblem, resolveCommand } from '../processes/resolve-command'

type Planned =
  | { readonly ok: true; readonly file: string; readonly args: readonly string[] }
  | { readonly ok: false; readonly problem: string }

/** What will be run, exactly. A shell's arguments go in as `$1`, `$2` …, never by joining text. */
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
      : { ok: true, file: shell, args: ['-c', spec.command, 'sh', ...args] }
  }
  const resolved = await resolveCommand(spec.command, cwd, pathVariable)
  return resolved.ok ? { ok: true, file: resolved.path, args } : resolved
}
