import { withoutSecrets, wordsWithoutSecrets } from '@vocabulary/secrets'
import type { ProcessTaskSpec, TaskSpec } from '@contract/task'

/** What is run, as a person would type it, with secrets masked; for a workload its name or module. */
export function commandLineOf(spec: TaskSpec): string | undefined {
  switch (spec.kind) {
    case 'process':
      return processLine(spec)
    case 'thread':
    case 'future':
    case 'coroutine':
    case 'generator':
      return spec.workload
    case 'timer':
      return undefined
  }
}

function processLine({ command, args = [], shell = false }: ProcessTaskSpec): string {
  const [first = '', ...rest] = wordsWithoutSecrets([command, ...args])
  return [shell ? withoutSecrets(command) : quoted(first), ...rest.map(quoted)].join(' ')
}

/** POSIX shell quoting: plain words stay, everything else stands in single quotes. */
function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
