/** What people write who come from another tool's file. */
const OTHER_WORDS: Readonly<Record<string, string>> = {
  processes: 'tasks',
  services: 'tasks',
  cmd: 'command',
  run: 'command',
  environment: 'env',
  env_file: 'envFiles',
  env_files: 'envFiles',
  envfile: 'envFiles',
  working_dir: 'cwd',
  workdir: 'cwd',
  dir: 'cwd',
  depends_on: 'dependsOn',
  needs: 'dependsOn',
  readiness: 'ready',
  readiness_probe: 'ready',
  healthcheck: 'health',
  liveness_probe: 'health',
  shutdown: 'stop',
  stopPolicy: 'stop',
  tty: 'terminal',
  interval: 'every',
  everyMs: 'every',
  timeoutMs: 'timeout',
  patienceMs: 'patience',
  wait: 'patience',
  signal: 'send',
  delayMs: 'delay',
  retries: 'misses',
  action: 'log',
  keepOutput: 'keepOutputBytes',
  maxProcesses: 'processLimit',
  nproc: 'processLimit',
}

/** The known name that was probably meant, or `undefined` when none is near. */
export function didYouMean(written: string, known: readonly string[]): string | undefined {
  const other = Object.hasOwn(OTHER_WORDS, written) ? OTHER_WORDS[written] : undefined
  if (other !== undefined && known.includes(other)) return other
  if (written.length > 60) return undefined
  const bare = plain(written)
  let nearest: { name: string; distance: number } | undefined
  for (const name of known) {
    const distance = editDistance(bare, plain(name))
    if (distance < (nearest?.distance ?? Infinity)) nearest = { name, distance }
  }
  return nearest && nearest.distance <= Math.max(1, Math.floor(nearest.name.length / 3)) ? nearest.name : undefined
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[_\s-]/g, '')

/** Insertions, deletions, replacements and swaps of neighbours. */
function editDistance(one: string, other: string): number {
  let before: number[] = []
  let last = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let row = 1; row <= one.length; row += 1) {
    const now = [row]
    for (let column = 1; column <= other.length; column += 1) {
      const same = one[row - 1] === other[column - 1]
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (now[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      )
      if (row > 1 && column > 1 && one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]) {
        least = Math.min(least, (before[column - 2] ?? 0) + 1)
      }
      now.push(least)
    }
    before = last
    last = now
  }
  return last[other.length] ?? 0
}
