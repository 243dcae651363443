import type { Path } from './source-places'

/** What a program is given letter by letter, and names of things on a disk. */
const OF_A_TASK = new Set(['command', 'env', 'envFiles', 'cwd', 'stdin', 'log', 'workload'])
const OF_A_SERVICE = new Set([
  'environment',
  'ports',
  'command',
  'entrypoint',
  'args',
  'working_dir',
  'env_file',
  'exec',
])

/**
 * Where YAML's own reading of a bare word would change what a person wrote: `1.10` is no number in a command, and `0755` no 755. Its
 * text counts there, in every kind of file. `params` of a workload are data, and read as YAML reads them.
 */
export function isTextOfTask(path: Path): boolean {
  if (path.length === 1) return path[0] === 'name'
  return path[0] === 'tasks' && path[2] !== 'params' && path.slice(2).some((name) => OF_A_TASK.has(name))
}

/** The same in a compose.yaml and a process-compose.yaml. */
export function isTextOfService(path: Path): boolean {
  return path.slice(1).some((name) => OF_A_SERVICE.has(name))
}
