/** A program with its arguments, ready to be started. */
export interface Launch {
  readonly file: string
  readonly args: readonly string[]
}

/** Each replaces itself by the next program: the process stays the same, only what runs in it changes. */
type Words = readonly string[]

/** Opening a terminal makes it the controlling one of a session leader that has none: no other call is needed. open(2). */
const TAKE_TERMINAL = 'exec <>"$0" >&0 2>&0 && exec "$@"'
const GO_TO_FOLDER = 'cd -- "$0" && unset OLDPWD && exec "$@"'

/** Runs the program in the terminal at `path`. The process must already lead a session. */
export function inTerminal(path: string): Words {
  return ['/bin/sh', '-c', TAKE_TERMINAL, path]
}

/** For programs that start in another mount namespace, where the working folder that they were given is not reachable. */
export function inFolder(path: string): Words {
  return ['/bin/sh', '-c', GO_TO_FOLDER, path]
}

/** A shell drops variables whose names it could not write itself (`npm-config.x`): they are named once more after it. */
export function withOddVariables(environment: Readonly<Record<string, string>>): Words {
  const odd = Object.entries(environment).filter(([name]) => !/^[A-Za-z_][A-Za-z0-9_]*$/.test(name))
  return odd.length === 0 ? [] : ['/usr/bin/env', ...odd.map(([name, value]) => `${name}=${value}`)]
}

/** One command line out of several that each end in running the next. */
export function launchThrough(prefixes: readonly Words[], launch: Launch): Launch {
  const [file, ...args] = [...prefixes.flat(), launch.file, ...launch.args]
  return file === undefined ? launch : { file, args }
}
