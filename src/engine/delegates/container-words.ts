import { defined } from '@tools/defined'
import { wordsWithoutSecrets } from '@vocabulary/secrets'
import type { ClientAddress, ContainerCall, ContainerEngine, ContainerRun, Delegation } from './delegation'
import { allOf, isSet, optionOf, readOptions, type ReadOptions } from './read-options'
import type { Command } from './wrappers'

/** Options of `docker` itself, in front of its command, that take no value. Podman's and nerdctl's among them. */
const CLIENT_FLAGS = new Set([
  ...['-D', '--debug', '--tls', '--tlsverify', '-v', '--version', '--help'],
  ...['-r', '--remote', '--noout', '--syslog', '--transient-store', '--debug-full', '--insecure-registry'],
])
/** Options of `run` and `create` that take no value: docker-run(1), podman-run(1), nerdctl's command reference. */
const RUN_FLAGS = new Set([
  ...['-d', '--detach', '-i', '--interactive', '-t', '--tty', '--rm', '--init', '--privileged', '-P', '--publish-all'],
  ...[
    '--read-only',
    '--sig-proxy',
    '--no-healthcheck',
    '--oom-kill-disable',
    '--disable-content-trust',
    '-q',
    '--quiet',
  ],
  ...['--use-api-socket', '--help', '--replace', '--rmi', '--env-host', '--http-proxy', '--no-hostname', '--no-hosts'],
  ...['--passwd', '--read-only-tmpfs', '--tls-verify', '--unsetenv-all', '--rootfs'],
])
const EXEC_FLAGS = new Set(['-d', '--detach', '-i', '--interactive', '-t', '--tty', '--privileged', '-l', '--latest'])
const START_FLAGS = new Set(['-a', '--attach', '-i', '--interactive', '--sig-proxy', '--all', '-l', '--latest'])
const COMPOSE_FLAGS = new Set([
  '--all-resources',
  '--compatibility',
  '--dry-run',
  '--verbose',
  '--no-ansi',
  '--skip-hostname-check',
])
const UP_FLAGS = new Set([
  '-d',
  '--detach',
  '--wait',
  '--build',
  '--watch',
  '-w',
  '--force-recreate',
  '--remove-orphans',
])
/** What of compose leaves containers running. `up` and `run` may stay with them. */
const COMPOSE_STARTS = new Set(['up', 'run', 'start', 'restart', 'unpause', 'scale', 'watch'])
/** Podman's own ways to start several at once, which nothing ties to a name that can be read here. */
const PODMAN_STARTS = new Set(['kube play', 'play kube', 'pod start', 'pod restart', 'pod unpause'])
const UNNAMED = 'which containers these are is not said by its words'
const IN_SERVICE = 'it runs in a container of a compose service, and which one is not known'

const NERDCTL = 'containerd has no socket that Quiesce can read'

/** `docker`, `podman` or `nerdctl` with its words. Undefined where it hands over nothing that stays: `ps`, `build`, `logs`. Pure. */
export function readContainerWords(launcher: string, { words, variables }: Command): readonly Delegation[] {
  const client = readOptions(words.slice(1), CLIENT_FLAGS)
  const address = addressOf(client)
  const [first = '', ...after] = client.rest
  const [verb = '', ...rest] = first === 'container' ? after : [first, ...after]
  const base = { launcher, variables, address }
  switch (verb) {
    case 'run':
      return readRun(base, rest)
    case 'start':
    case 'restart':
    case 'unpause':
      return readStart(base, rest)
    case 'exec':
      return readExec(base, rest)
    case 'compose':
      return readComposeWords(
        launcher === 'docker' ? 'docker compose' : `${launcher} compose`,
        { words: rest, variables },
        address,
      )
    case 'stack':
    case 'service':
      return ['deploy', 'up', 'create', 'update', 'scale'].includes(rest[0] ?? '')
        ? [swarm(base, `${verb} ${rest.slice(1).findLast((word) => !word.startsWith('-')) ?? ''}`.trim())]
        : []
    default:
      return PODMAN_STARTS.has(`${verb} ${rest[0] ?? ''}`) ? [unnamed(base, verb, rest)] : []
  }
}

function unnamed({ launcher, variables }: Base, verb: string, rest: readonly string[]): Delegation {
  const name = `what "${wordsWithoutSecrets([launcher, verb, ...rest]).join(' ')}" started`
  return { launcher, kind: 'container', name, staysWith: false, variables, look: { at: 'nowhere', why: UNNAMED } }
}

/** `docker compose` and `docker-compose` behind their own name. Pure. */
export function readComposeWords(
  launcher: string,
  { words, variables }: Command,
  address: ClientAddress = {},
): readonly Delegation[] {
  const before = readOptions(words[0] === 'compose' ? words.slice(1) : words, COMPOSE_FLAGS)
  const [verb = '', ...rest] = before.rest
  if (verb === 'exec') return [composeExec(launcher, variables, rest)]
  if (!COMPOSE_STARTS.has(verb)) return []
  const after = readOptions(rest, UP_FLAGS)
  const detached = isSet(after, '-d', '--detach', '--wait')
  const project = optionOf(before, '-p', '--project-name') ?? plain(variables['COMPOSE_PROJECT_NAME'])
  const file = optionOf(before, '-f', '--file')
  const folder =
    optionOf(before, '--project-directory') ?? (file?.includes('/') === true ? file.replace(/\/[^/]*$/, '') : undefined)
  return [
    {
      launcher,
      kind: 'container',
      name:
        project === undefined
          ? 'the containers of its compose project'
          : `the containers of compose project ${project}`,
      staysWith: !detached && (verb === 'up' || verb === 'run' || verb === 'watch'),
      variables,
      look: at(launcher, {
        does: 'compose',
        address: { ...addressOf(before), ...address },
        ...defined({ project, folder }),
      }),
    },
  ]
}

function composeExec(launcher: string, variables: Command['variables'], words: readonly string[]): Delegation {
  const read = readOptions(words, EXEC_FLAGS)
  const [service = '', ...command] = read.rest
  return {
    launcher,
    kind: 'container-command',
    name: `"${wordsWithoutSecrets(command).join(' ')}" in service ${service}`,
    staysWith: !isSet(read, '-d', '--detach'),
    variables,
    look: { at: 'nowhere', why: IN_SERVICE },
  }
}

interface Base extends Pick<Delegation, 'launcher' | 'variables'> {
  readonly address: ClientAddress
}

function readRun({ launcher, variables, address }: Base, words: readonly string[]): readonly Delegation[] {
  const read = readOptions(words, RUN_FLAGS)
  const [image, ...command] = read.rest
  if (image === undefined || isSet(read, '--help')) return []
  const run = containerRun(read, image, command)
  return [
    {
      launcher,
      kind: 'container',
      name: run.name === undefined ? `a container of ${image}` : `container ${run.name}`,
      staysWith: !run.detached,
      variables,
      look: at(launcher, { does: 'run', address, run }),
    },
  ]
}

function containerRun(read: ReadOptions, image: string, command: readonly string[]): ContainerRun {
  const terminal = isSet(read, '-t', '--tty')
  const optional = {
    name: optionOf(read, '--name'),
    idFile: optionOf(read, '--cidfile'),
    network: optionOf(read, '--network', '--net'),
    user: optionOf(read, '-u', '--user'),
    folder: optionOf(read, '-w', '--workdir'),
    entrypoint: optionOf(read, '--entrypoint'),
  }
  const given = Object.fromEntries(Object.entries(optional).filter(([, value]) => value !== undefined))
  return {
    image,
    command,
    detached: isSet(read, '-d', '--detach'),
    passesSignals: !terminal && (!read.options.has('--sig-proxy') || isSet(read, '--sig-proxy')),
    terminal,
    interactive: isSet(read, '-i', '--interactive'),
    removed: isSet(read, '--rm'),
    environment: allOf(read, '-e', '--env').filter((each) => each.includes('=')),
    labels: allOf(read, '-l', '--label'),
    ...given,
  }
}

function readStart({ launcher, variables, address }: Base, words: readonly string[]): readonly Delegation[] {
  const read = readOptions(words, START_FLAGS)
  const containers = read.rest.filter((word) => word !== '' && !word.startsWith('-') && !word.includes('$'))
  // A shell's variable may name any: it is known when the client itself is seen.
  if (containers.length === 0 && read.rest.length === 0 && !isSet(read, '--all')) return []
  if (containers.length === 0) return [unnamed({ launcher, variables, address }, 'start', words)]
  return [
    {
      launcher,
      kind: 'container',
      name: `${containers.length === 1 ? 'container' : 'containers'} ${containers.join(', ')}`,
      staysWith: isSet(read, '-a', '--attach', '-i', '--interactive'),
      variables,
      look: at(launcher, { does: 'start', address, containers }),
    },
  ]
}

function readExec({ launcher, variables, address }: Base, words: readonly string[]): readonly Delegation[] {
  const read = readOptions(words, EXEC_FLAGS)
  const [container, ...command] = read.rest
  if (container === undefined || command.length === 0) return []
  return [
    {
      launcher,
      kind: 'container-command',
      name: `"${wordsWithoutSecrets(command).join(' ')}" in container ${container}`,
      staysWith: !isSet(read, '-d', '--detach'),
      variables,
      look: at(launcher, { does: 'exec', address, container, command }),
    },
  ]
}

function swarm({ launcher, variables }: Base, name: string): Delegation {
  const why = 'a swarm keeps it running, on this machine or another'
  return { launcher, kind: 'cluster', name, staysWith: false, variables, look: { at: 'nowhere', why } }
}

function at(launcher: string, call: ContainerCall): Delegation['look'] {
  const engine: ContainerEngine | undefined = launcher.startsWith('docker')
    ? 'docker'
    : launcher.startsWith('podman')
      ? 'podman'
      : undefined
  return engine === undefined ? { at: 'nowhere', why: NERDCTL } : { at: 'daemon', engine, call }
}

function addressOf(read: ReadOptions): ClientAddress {
  const host = optionOf(read, '-H', '--host', '--url')
  const context = optionOf(read, '-c', '--context')
  return defined({ host, context })
}

function plain(value: string | undefined): string | undefined {
  return value === undefined || value === '' || value.includes('$') ? undefined : value
}
