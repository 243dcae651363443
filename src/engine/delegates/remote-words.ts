import { wordsWithoutSecrets } from '@vocabulary/secrets'
import type { Delegation } from './delegation'
import { isSet, readOptions } from './read-options'
import type { Command } from './wrappers'

/** ssh(1): the options that take no value. */
const SSH_FLAGS = new Set(['-4', '-6', ...'AaCfGgKkMNnqsTtVvXxYy'.split('').map((letter) => `-${letter}`)])
const MOSH_FLAGS = new Set(['-4', '-6', '-a', '-n', '--no-init', '--local', '--no-ssh-pty', '--help', '--version'])

/** These talk over the connection, and end when it does: they move data and leave no work behind. */
const TRANSFER =
  /^(?:git[- ](?:upload-pack|receive-pack|upload-archive)|rsync --server|scp -[a-z]*[tf]|(?:\S*\/)?(?:internal-)?sftp(?:-server)?$|borg serve|hg -R \S+ serve --stdio|svnserve -t)/

/** A far command that ends may leave these behind: a job in the background, a daemon, whatever a service manager or a server runs. */
const LEAVES_WORK =
  /(?:^|[^&>|])&(?![&>\d])|\b(?:nohup|setsid|disown|coproc|daemon|daemonize|start-stop-daemon|screen|tmux|at|batch|systemd-run|systemctl|service|docker|docker-compose|podman|nerdctl|kubectl|pm2|supervisorctl|pg_ctl|nginx)\b/

/** The far shell may run something else besides. */
const MORE_FOLLOWS = /[;&|`\n]|\$\(/

const UNSEEN = 'Quiesce does not log in to another machine'

/** `ssh` with its words: options may stand before and behind the host. Pure. */
export function readSshWords({ words, variables }: Command): readonly Delegation[] {
  const before = readOptions(words.slice(1), SSH_FLAGS)
  const [host, ...afterHost] = before.rest
  if (host === undefined) return []
  const behind = readOptions(afterHost, SSH_FLAGS)
  const set = (name: string): boolean => isSet(before, name) || isSet(behind, name)
  // A tunnel, a question to a running connection, or a subsystem such as sftp: no program is started for us.
  if (['-N', '-G', '-V', '-s'].some(set)) return []
  if (['-O', '-Q', '-W'].some((name) => before.options.has(name) || behind.options.has(name))) return []
  const command = behind.rest.join(' ')
  if (TRANSFER.test(command) && !MORE_FOLLOWS.test(command)) return []
  const terminals = [...(before.options.get('-t') ?? []), ...(behind.options.get('-t') ?? [])].length
  const hasTerminal = terminals > 1 || (terminals === 1 && !set('-T')) || command === ''
  return [
    {
      launcher: 'ssh',
      kind: 'remote',
      name: command === '' ? `the login shell on ${host}` : `"${shortened(command)}" on ${host}`,
      staysWith: !set('-f'),
      ...(LEAVES_WORK.test(command) && { leavesWork: true }),
      variables,
      look: { at: 'nowhere', why: UNSEEN },
      ...(hasTerminal && { note: 'its terminal there hangs up, which usually ends the program' }),
    },
  ]
}

/** `mosh host [-- command]`: its server outlives the connection by design, mosh-server(1). Pure. */
export function readMoshWords({ words, variables }: Command): readonly Delegation[] {
  const { rest } = readOptions(words.slice(1), MOSH_FLAGS)
  const [host, ...command] = rest
  if (host === undefined) return []
  const spoken = command.filter((word) => word !== '--').join(' ')
  return [
    {
      launcher: 'mosh',
      kind: 'remote',
      name: spoken === '' ? `the login shell on ${host}` : `"${shortened(spoken)}" on ${host}`,
      staysWith: true,
      variables,
      look: { at: 'nowhere', why: UNSEEN },
    },
  ]
}

function shortened(command: string): string {
  const shown = wordsWithoutSecrets(command.split(' ')).join(' ')
  return shown.length <= 80 ? shown : `${shown.slice(0, 79)}…`
}
