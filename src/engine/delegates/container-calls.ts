import { isAbsolute, join, normalize } from 'node:path'
import type { Delegate } from '@contract/delegate'
import type { ContainerProof } from '@contract/statements/delegate-statements'
import type { ContainerCall, ContainerRun, Delegation } from './delegation'
import type { ContainerDaemon, Told } from './container-daemon'
import type { ContainerFacts } from './container-facts'
import type { DaemonNews } from './daemon-news'
import { matchCompose, matchRun } from './match-containers'
import { readSmallFile } from './read-small-file'

const COMPOSE_LABEL = 'com.docker.compose.project'
const ID_BYTES = 200

/** One call of a container client that a run was seen, or is said, to make. */
export interface WatchedCall {
  readonly delegation: Delegation
  readonly call: ContainerCall
  /** Where relative paths of its words begin. */
  readonly folder: string
}

/** A container that is surely the run's. */
export interface OwnContainer {
  readonly id: string
  readonly name: string
  readonly stopSignal: string
  readonly running: boolean
  /** What shows that it is the run's. */
  readonly by: ContainerProof
  readonly delegation: Delegation
  /** Its client gets our signals too, and passes them on. */
  readonly isPassedSignals: boolean
}

/** A command that the run started inside a container that is not its own. */
export interface OwnCommand {
  readonly execId: string
  readonly delegation: Delegation
}

/** What could not be told apart, or what is gone and was seen only in the news. */
export interface Unclear {
  readonly delegation: Delegation
  readonly containers: readonly Pick<ContainerFacts, 'id' | 'name'>[]
}

export interface Identified {
  readonly containers: readonly OwnContainer[]
  readonly commands: readonly OwnCommand[]
  readonly unclear: readonly Unclear[]
  /** Made and gone before it could be looked at. */
  readonly vanished: readonly Vanished[]
}

export interface Vanished extends Pick<Delegate, 'id' | 'name'> {
  readonly delegation: Delegation
}

export interface IdentifyParts {
  readonly daemon: ContainerDaemon
  readonly news: DaemonNews
  readonly since: number
  readonly printedIds: ReadonlySet<string>
  /** Found earlier: they stay the run's, whatever else may fit by now. */
  readonly known: ReadonlyMap<WatchedCall, OwnContainer>
}

/** Which containers and commands these calls made. Asks the daemon, changes nothing. */
export async function identify(calls: readonly WatchedCall[], parts: IdentifyParts): Promise<Told<Identified>> {
  const made = await parts.daemon.containers(parts.since)
  if (!made.ok) return made
  const all: Identified[] = []
  for (const watched of calls) {
    const known = parts.known.get(watched)
    if (known) {
      all.push(containers([known]))
      continue
    }
    const told = await identifyOne(watched, made.value, parts)
    if (!told.ok) return told
    all.push(told.value)
  }
  return {
    ok: true,
    value: {
      containers: all.flatMap((each) => each.containers),
      commands: all.flatMap((each) => each.commands),
      unclear: all.flatMap((each) => each.unclear),
      vanished: all.flatMap((each) => each.vanished),
    },
  }
}

async function identifyOne(
  { delegation, call, folder }: WatchedCall,
  made: readonly ContainerFacts[],
  parts: IdentifyParts,
): Promise<Told<Identified>> {
  switch (call.does) {
    case 'run':
      return { ok: true, value: await identifyRun(delegation, call.run, folder, made, parts) }
    case 'start':
      return identifyStarted(delegation, call.containers, parts)
    case 'exec':
      return { ok: true, value: identifyCommands(delegation, call, parts) }
    case 'compose':
      return identifyCompose(delegation, call, folder, parts)
  }
}

async function identifyRun(
  delegation: Delegation,
  run: ContainerRun,
  folder: string,
  made: readonly ContainerFacts[],
  { since, printedIds, news }: IdentifyParts,
): Promise<Identified> {
  const idInFile =
    run.idFile === undefined ? undefined : (await readSmallFile(inFolder(run.idFile, folder), ID_BYTES))?.trim()
  const namedIds = run.name === undefined ? new Set<string>() : news.idsNamed(run.name)
  const matched = matchRun({ run, since, idInFile, printedIds, namedIds }, made)
  if (matched.found === 'one')
    return containers([own(matched.container, matched.by, delegation, !run.detached && run.passesSignals)])
  if (matched.found === 'several') return { ...NOTHING, unclear: [{ delegation, containers: matched.containers }] }
  const living = new Set(made.map(({ id }) => id))
  const gone = news
    .made()
    .filter(({ id, name, image }) => !living.has(id) && image === run.image && (run.name ?? name) === name)
  const [vanished] = gone
  if (vanished === undefined) return NOTHING
  return { ...NOTHING, vanished: [{ id: vanished.id, name: `container ${vanished.name}`, delegation }] }
}

async function identifyStarted(
  delegation: Delegation,
  names: readonly string[],
  { daemon, since, news }: IdentifyParts,
): Promise<Told<Identified>> {
  const found: OwnContainer[] = []
  for (const name of names) {
    const told = await daemon.inspect(name)
    if (!told.ok) return told
    // It may have another name by now.
    const renamed = told.value ? [] : [...news.idsNamed(name)]
    const others = await Promise.all(renamed.map((id) => daemon.inspect(id)))
    for (const each of [told, ...others]) {
      if (!each.ok) return each
      const { value } = each
      if (value?.startedAt === undefined || value.startedAt < since) continue
      const by = each === told ? 'name' : 'name-started-by'
      found.push(own(value, by, delegation, delegation.staysWith))
    }
  }
  return { ok: true, value: containers(found) }
}

function identifyCommands(
  delegation: Delegation,
  { container, command }: ContainerCall & { does: 'exec' },
  { news }: IdentifyParts,
): Identified {
  const started = news.commandsIn(container).filter((each) => each.command === command.join(' '))
  return { ...NOTHING, commands: started.map(({ execId }) => ({ execId, delegation })) }
}

async function identifyCompose(
  delegation: Delegation,
  { project, folder: asked }: ContainerCall & { does: 'compose' },
  folder: string,
  { daemon, since }: IdentifyParts,
): Promise<Told<Identified>> {
  const told = await daemon.containers(since, COMPOSE_LABEL)
  if (!told.ok) return told
  const place = asked === undefined ? folder : inFolder(asked, folder)
  const found = matchCompose({ project, folders: [place], since }, told.value)
  return {
    ok: true,
    value: containers(found.map((container) => own(container, 'compose', delegation, delegation.staysWith))),
  }
}

const NOTHING: Identified = { containers: [], commands: [], unclear: [], vanished: [] }

function containers(found: readonly OwnContainer[]): Identified {
  return { ...NOTHING, containers: found }
}

function own(
  { id, name, stopSignal, running }: ContainerFacts,
  by: ContainerProof,
  delegation: Delegation,
  isPassedSignals: boolean,
): OwnContainer {
  return { id, name, stopSignal, running, by, delegation, isPassedSignals }
}

function inFolder(path: string, folder: string): string {
  const whole = isAbsolute(path) ? path : join(folder, path)
  return normalize(whole).replace(/(.)\/$/, '$1')
}
