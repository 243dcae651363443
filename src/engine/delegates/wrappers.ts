import { shellCommands } from './shell-commands'
import { readOptions } from './read-options'

/** A command, and the variables that stand in front of it. */
export interface Command {
  readonly words: readonly string[]
  readonly variables: Readonly<Record<string, string>>
}

interface Wrapper {
  /** Its options that take no value. */
  readonly flags: readonly string[]
  /** Words of its own in front of the command: `timeout 5 docker …`. */
  readonly skips?: number
}

/** Programs that run the command that is named behind their own options. */
const WRAPPERS: Readonly<Record<string, Wrapper>> = {
  sudo: { flags: ['-A', '-b', '-E', '-e', '-H', '-i', '-K', '-k', '-n', '-P', '-S', '-s', '-v', '--preserve-env'] },
  doas: { flags: ['-n', '-s', '-L'] },
  env: { flags: ['-i', '-0', '-v', '--ignore-environment'] },
  nice: { flags: [] },
  ionice: { flags: ['-t'] },
  nohup: { flags: [] },
  setsid: { flags: ['-c', '-f', '-w', '--fork', '--wait', '--ctty'] },
  stdbuf: { flags: [] },
  chronic: { flags: ['-v', '-e'] },
  timeout: { flags: ['-f', '-p', '-v', '--foreground', '--preserve-status', '--verbose'], skips: 1 },
  time: { flags: ['-a', '-p', '-v', '--append', '--portability', '--verbose'] },
  chrt: { flags: ['-b', '-f', '-i', '-o', '-r', '-R'], skips: 1 },
  taskset: { flags: ['-a'], skips: 1 },
  flock: { flags: ['-e', '-n', '-o', '-s', '-u', '-x', '-F', '--no-fork', '--nonblock'], skips: 1 },
  xargs: { flags: ['-0', '-o', '-p', '-r', '-t', '-x', '--null', '--no-run-if-empty', '--verbose'] },
  exec: { flags: ['-c', '-l'] },
  command: { flags: ['-p'] },
  builtin: { flags: [] },
  unbuffer: { flags: ['-p'] },
  watch: { flags: ['-b', '-c', '-d', '-e', '-g', '-p', '-t', '-w', '-x'] },
  'cross-env': { flags: [] },
  npx: { flags: ['-y', '--yes', '-q', '--quiet', '--no-install'] },
  'systemd-inhibit': { flags: [] },
  'dumb-init': { flags: ['-c', '-v', '-V', '--single-child', '--verbose'] },
  setpriv: {
    flags: ['--clear-groups', '--keep-groups', '--init-groups', '--no-new-privs', '--reset-env', '--dump', '-d'],
  },
  gosu: { flags: [], skips: 1 },
  'su-exec': { flags: [], skips: 1 },
  chroot: { flags: ['--skip-chdir'], skips: 1 },
  unshare: {
    flags: [
      ...['-i', '-m', '-n', '-p', '-u', '-U', '-C', '-T', '-f', '-r', '-c', '--fork', '--map-root-user', '--pid'],
      ...['--mount', '--mount-proc', '--user', '--net', '--ipc', '--uts', '--cgroup', '--time', '--map-current-user'],
    ],
  },
  strace: { flags: ['-c', '-C', '-d', '-D', '-f', '-F', '-i', '-k', '-n', '-q', '-r', '-t', '-T', '-v', '-y', '-z'] },
  sshpass: { flags: ['-e', '-v'] },
  direnv: { flags: [], skips: 2 },
  dotenv: { flags: ['-c', '-o'] },
  tini: { flags: ['-s', '-v', '-w', '-g'] },
}

const SHELLS = new Set(['sh', 'bash', 'dash', 'zsh', 'ksh', 'ash', 'fish', 'mksh', 'yash'])
/** Programs that are given whole command lines as single words. */
const LINE_RUNNERS = new Set(['concurrently', 'conc', 'nodemon', 'watchexec', 'cross-env-shell', 'parallel'])

const INTERPRETER = /^(?:python|node|perl|ruby|bun|deno)[\d.]*$/

const MOST_DEPTH = 6

/** The commands that a command line runs in the end: wrappers, shells and their text are taken off. Pure. */
export function innerCommands(
  words: readonly string[],
  around: Command['variables'] = {},
  depth = 0,
): readonly Command[] {
  const { words: own, variables } = withoutAssignments(words, around)
  const program = programOf(own[0])
  if (program === undefined || depth > MOST_DEPTH) return []
  const texts = shellTexts(program, own)
  if (texts !== undefined) {
    return texts.flatMap((text) => shellCommands(text)).flatMap((inner) => innerCommands(inner, variables, depth + 1))
  }
  // `python3 /usr/bin/docker-compose up` and `node /usr/bin/pm2 start` are seen so among the processes.
  const script = INTERPRETER.test(program) ? own[1] : undefined
  if (script?.includes('/') === true) return innerCommands(own.slice(1), variables, depth + 1)
  const wrapper = Object.hasOwn(WRAPPERS, program) ? WRAPPERS[program] : undefined
  if (wrapper === undefined) return [{ words: own, variables }]
  const { rest } = readOptions(own.slice(1), new Set(wrapper.flags))
  return innerCommands(rest.slice(wrapper.skips ?? 0), variables, depth + 1)
}

/** A shell, or a program that is given whole command lines: what it is told to run it runs as processes of their own. */
export function isShell(words: readonly string[]): boolean {
  const program = programOf(words[0]) ?? ''
  return SHELLS.has(program) || LINE_RUNNERS.has(program) || program === 'su' || program === 'script'
}

/** The file that a shell was told to run: `sh deploy.sh`, or the script itself: `./deploy.sh`. */
export function scriptOf(words: readonly string[]): string | undefined {
  const program = programOf(words[0])
  if (program !== undefined && SHELLS.has(program)) {
    const script = words.slice(1).find((word) => !word.startsWith('-'))
    return words.some((word) => /^-[a-z]*c$/.test(word)) ? undefined : script
  }
  const [first = ''] = words
  return /\.(?:sh|bash|zsh)$/.test(first) ? first : undefined
}

export function programOf(word: string | undefined): string | undefined {
  if (word === undefined || word === '') return undefined
  return word.slice(Math.max(word.lastIndexOf('/'), word.lastIndexOf('\\')) + 1).replace(/\.(?:exe|cmd)$/i, '')
}

/** Text that is run as a shell's: `sh -c TEXT`, `su -c TEXT`, `concurrently "TEXT" "TEXT"`. */
function shellTexts(program: string, words: readonly string[]): readonly string[] | undefined {
  if (SHELLS.has(program) || program === 'su' || program === 'script') {
    const at = words.findIndex((word, index) => index > 0 && (/^-[a-z]*c$/.test(word) || word === '--command'))
    const text = words[at + 1] === '--' ? words[at + 2] : words[at + 1]
    return at > 0 && text !== undefined ? [text] : undefined
  }
  if (program === 'eval') return [words.slice(1).join(' ')]
  if (program === 'trap') return words[1] === undefined ? undefined : [words[1]]
  if (!LINE_RUNNERS.has(program)) return undefined
  const lines = words.slice(1).filter((word) => /\s/.test(word.trim()))
  return lines.length > 0 ? lines : undefined
}

function withoutAssignments(words: readonly string[], around: Command['variables']): Command {
  const variables: Record<string, string> = { ...around }
  let at = 0
  for (; at < words.length; at++) {
    const assigned = /^([A-Za-z_]\w*)=(.*)$/s.exec(words[at] ?? '')
    if (assigned?.[1] === undefined) break
    variables[assigned[1]] = assigned[2] ?? ''
  }
  return { words: words.slice(at), variables }
}
