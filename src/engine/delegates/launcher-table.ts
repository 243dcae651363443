import type { DelegateKind } from '@contract/delegate'
import { ELSEWHERE_LAUNCHERS } from './elsewhere-launchers'
import type { LocalServer } from './delegation'

/** A program that hands work to somebody outside its family when it is given one of these words. */
export interface VerbLauncher {
  readonly programs: readonly string[]
  readonly launcher: string
  readonly kind: DelegateKind
  /** Its first words that are no options, at least one of which hands work over. Absent: any call does. */
  readonly verbs?: readonly string[]
  /** In place of `verbs`: every first word hands work over but these, and those that begin so. */
  readonly harmless?: RegExp
  /** The verb is among so many first words. Default 2. */
  readonly verbWithin?: number
  /** Only a call with one of these options hands work over: `screen -dmS build make`. */
  readonly needs?: readonly string[]
  /** A call with one of these options hands nothing over: `systemd-run --scope`. */
  readonly unless?: readonly string[]
  /** Its options that take no value. */
  readonly flags: readonly string[]
  /** With one of these the launcher stays as long as the work. */
  readonly staysWith?: readonly string[]
  readonly server?: LocalServer
  /** Why the work cannot be seen, where it is nobody's local child. */
  readonly why: string
}

const OF_SYSTEMD = 'systemd keeps it as a unit of its own'
const OF_CLUSTER = 'the cluster keeps it running'
const OF_MANAGER = 'a service manager keeps it'
const OF_MACHINE = 'it lives in a machine of its own'

/** Launchers as data. What a call of them hands over is told by its words alone. One place: add a row here. */
export const VERB_LAUNCHERS: readonly VerbLauncher[] = [
  ...ELSEWHERE_LAUNCHERS,
  {
    programs: ['kubectl', 'oc', 'k3s-kubectl'],
    launcher: 'kubectl',
    kind: 'cluster',
    verbs: ['run', 'create', 'apply', 'replace', 'scale', 'rollout', 'set', 'patch', 'exec', 'debug', 'autoscale'],
    flags: ['-A', '--all-namespaces', '-i', '--stdin', '-t', '--tty', '--rm', '--wait'],
    staysWith: ['-i', '--stdin', '--rm', '-t', '--tty'],
    why: OF_CLUSTER,
  },
  {
    programs: ['helm', 'skaffold', 'tilt'],
    launcher: 'helm',
    kind: 'cluster',
    verbs: ['install', 'upgrade', 'rollback', 'run', 'dev', 'up', 'deploy'],
    flags: ['--wait', '--atomic', '--debug', '--install', '-i'],
    why: OF_CLUSTER,
  },
  {
    programs: ['systemd-run'],
    launcher: 'systemd-run',
    kind: 'service',
    // In a scope the program stays a child of the client: it is family like any other.
    unless: ['--scope'],
    flags: [
      ...['--scope', '--user', '--system', '-d', '--same-dir', '-P', '--pipe', '-q', '--quiet', '-r', '-t', '--pty'],
      ...[
        '-S',
        '--shell',
        '-G',
        '--collect',
        '--wait',
        '--no-block',
        '--send-sighup',
        '--remain-after-exit',
        '--no-ask-password',
      ],
    ],
    staysWith: ['--wait', '-P', '--pipe', '-t', '--pty', '-S', '--shell'],
    why: OF_SYSTEMD,
  },
  {
    programs: ['systemctl'],
    launcher: 'systemctl',
    kind: 'service',
    verbs: ['start', 'restart', 'try-restart', 'reload-or-restart', 'isolate', 'enable', 'reenable'],
    flags: [
      '--user',
      '--system',
      '--now',
      '--no-block',
      '-q',
      '--quiet',
      '--wait',
      '-f',
      '--force',
      '--no-ask-password',
    ],
    why: OF_SYSTEMD,
  },
  {
    programs: ['machinectl'],
    launcher: 'machinectl',
    kind: 'service',
    verbs: ['start', 'shell', 'login'],
    flags: ['-q', '--quiet'],
    why: OF_MACHINE,
  },
  {
    programs: ['tmux', 'byobu'],
    launcher: 'tmux',
    kind: 'session',
    // Any unambiguous beginning of a command will do, and many take a command as a word: `if-shell`, `bind`, `set-hook`. tmux(1).
    harmless:
      /^(?:at?$|attach|capture|choose|clear|clock|copy|delete|detach|display$|display-(?:mes|pan)|has|info|kill|last|list|ls|lock|next|prev|refresh|rename|resize|rotate|save|select|show|suspend|swap|switch|unlink|wait)/,
    flags: ['-2', '-C', '-D', '-l', '-N', '-u', '-U', '-v', '-V', '-q'],
    server: 'tmux',
    why: 'the tmux server keeps it',
  },
  {
    programs: ['screen'],
    launcher: 'screen',
    kind: 'session',
    unless: ['-ls', '-list', '-r', '-R', '-x', '-wipe', '-v', '-Q'],
    flags: ['-d', '-m', '-D', '-a', '-A', '-q', '-U', '-i', '-l', '-ls', '-O', '-4', '-6'],
    server: 'screen',
    why: 'the screen server keeps it',
  },
  {
    programs: ['dtach', 'abduco', 'zellij'],
    launcher: 'dtach',
    kind: 'session',
    needs: ['-n', '-c', '-A', '-s', '--session'],
    flags: ['-n', '-c', '-A', '-E', '-z', '-f'],
    why: 'a server of terminals keeps it',
  },
  {
    programs: ['at'],
    launcher: 'at',
    kind: 'job',
    unless: ['-l', '-d', '-r', '-c', '-V'],
    flags: ['-m', '-M', '-l', '-d', '-r', '-v', '-b', '-V', '-c'],
    why: 'atd starts it later',
  },
  {
    programs: ['batch'],
    launcher: 'batch',
    kind: 'job',
    flags: [],
    why: 'atd starts it when the machine has time',
  },
  {
    programs: ['pm2'],
    launcher: 'pm2',
    kind: 'service',
    verbs: ['start', 'restart', 'reload', 'startOrRestart', 'startOrReload', 'resurrect', 'scale', 'deploy'],
    unless: ['--no-daemon'],
    flags: [
      '--watch',
      '-f',
      '--force',
      '--silent',
      '-s',
      '--no-daemon',
      '--no-autorestart',
      '--attach',
      '--time',
      '--update-env',
    ],
    server: 'pm2',
    why: 'the daemon of pm2 keeps it',
  },
  {
    programs: ['forever', 'naught'],
    launcher: 'forever',
    kind: 'service',
    verbs: ['start', 'restart', 'restartall'],
    flags: ['-a', '--append', '-f', '--fifo', '-w', '--watch', '-s', '--silent', '-v', '--verbose'],
    why: 'forever keeps it',
  },
  {
    programs: ['start-stop-daemon'],
    launcher: 'start-stop-daemon',
    kind: 'service',
    needs: ['-S', '--start'],
    unless: ['-t', '--test'],
    flags: [
      '-S',
      '--start',
      '-K',
      '--stop',
      '-T',
      '--status',
      '-b',
      '--background',
      '-m',
      '--make-pidfile',
      '-t',
      '--test',
      '-o',
      '--oknodo',
      '-q',
      '--quiet',
      '-v',
      '--verbose',
      '-C',
      '--no-close',
    ],
    why: 'it is a daemon that leaves its launcher',
  },
  {
    programs: ['daemonize', 'daemon'],
    launcher: 'daemonize',
    kind: 'service',
    flags: ['-a', '-v', '-r', '-f'],
    why: 'it is a daemon that leaves its launcher',
  },
  {
    programs: ['supervisorctl'],
    launcher: 'supervisorctl',
    kind: 'service',
    verbs: ['start', 'restart', 'update', 'reload', 'add'],
    flags: ['-i', '--interactive'],
    why: OF_MANAGER,
  },
  {
    programs: ['launchctl'],
    launcher: 'launchctl',
    kind: 'service',
    verbs: ['load', 'bootstrap', 'kickstart', 'start', 'submit', 'enable', 'asuser'],
    flags: ['-w', '-F', '-k', '-p'],
    why: 'launchd keeps it',
  },
  {
    programs: ['rc-service', 'service', 'initctl', 's6-rc', 'sv', 'invoke-rc.d', 'brew'],
    launcher: 'service',
    kind: 'service',
    verbs: ['start', 'restart', 'up', 'reload'],
    verbWithin: 3,
    flags: ['-i', '--ifnotstarted', '-u', '--quiet', '-q'],
    why: OF_MANAGER,
  },
]
