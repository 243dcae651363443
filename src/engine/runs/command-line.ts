import type { TaskSpec } from '@contract/task'

/** What is run, as a person would type it; for a workload its name or module, for a timer its delay. */
export function commandLineOf(spec: TaskSpec): string | undefined {
  switch (spec.kind) {
    case 'process':
      return [spec.shell ? spec.command : quoted(spec.command), ...(spec.args ?? []).map(quoted)].join(' ')
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return spec.workload
    case 'timer':
      return undefined
  }
}

/** POSIX shell quoting: plain words stay, everything else stands in single quotes. */
export function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
