import type { Delegate } from '@contract/delegate'
import { allOf, type Statement } from '@contract/statement'
import type { OwnCommand, OwnContainer, Unclear, Vanished } from './container-calls'
import type { ContainerDaemon } from './container-daemon'
import type { DaemonNews } from './daemon-news'
import type { Delegation } from './delegation'
import type { LocalWork } from './local-work'

/** 128 and the number of SIGKILL: what a daemon tells of one that it killed. */
const KILLED_CODE = 137

/** The hardest that a container was sent through its daemon. */
export type SentToContainer = 'stop' | 'kill'

export interface ContainerWordsParts {
  readonly daemon: ContainerDaemon
  readonly called: 'Docker' | 'Podman'
  readonly news: DaemonNews
  sentTo(containerId: string): SentToContainer | undefined
  /** Those of this machine whose session began with that process: of a command that left, what it put into the background. */
  inSessionOf(pid: number): Promise<readonly LocalWork[]>
}

/** What a daemon tells of one container, as a receipt has it. Asks, changes nothing. */
export class ContainerWords {
  readonly #parts: ContainerWordsParts

  constructor(parts: ContainerWordsParts) {
    this.#parts = parts
  }

  async ofContainer(container: OwnContainer): Promise<Delegate> {
    const { daemon, called } = this.#parts
    const because = { code: 'container-is-its', by: container.by } as const
    const told = await daemon.inspect(container.id)
    if (!told.ok)
      return this.asDelegate(container, 'unknown', allOf(because, { code: 'work-not-known', why: told.problem }))
    const { value } = told
    if (value?.running === true) {
      const runs = { code: 'daemon-says', daemon: called, state: 'runs' } as const
      const sent = this.#parts.sentTo(container.id)
      const goesOn = sent && ({ code: 'container-goes-on', sent } as const)
      return this.asDelegate(container, 'running', allOf(because, runs, goesOn))
    }
    const exit =
      value === undefined
        ? this.#exitOf(container.id)
        : { exit: { code: value.exitCode, outOfMemory: value.outOfMemory } }
    const state = value === undefined ? 'removed' : 'ended'
    return {
      ...this.asDelegate(container, 'gone', allOf(because, { code: 'daemon-says', daemon: called, state })),
      ...exit,
      ...this.#force(container.id, exit.exit?.code),
    }
  }

  async ofCommand({ execId, delegation }: OwnCommand): Promise<Delegate> {
    const { called, daemon } = this.#parts
    const base = { ...ofWhom(delegation), id: execId, name: delegation.name }
    const told = await daemon.exec(execId)
    if (!told.ok) return { ...base, state: 'unknown', evidence: { code: 'work-not-known', why: told.problem } }
    if (told.value?.running === true) {
      const { pid } = told.value
      return { ...base, state: 'running', evidence: { code: 'command-runs', daemon: called, ...(pid > 0 && { pid }) } }
    }
    const left = told.value && told.value.pid > 0 ? await this.#parts.inSessionOf(told.value.pid) : []
    if (left.length > 0) {
      return { ...base, state: 'running', evidence: { code: 'command-left-work', daemon: called, processes: left } }
    }
    const code = told.value?.exitCode
    const exit = code === undefined ? {} : { exit: { code, outOfMemory: false } }
    return { ...base, ...exit, state: 'gone', evidence: { code: 'daemon-says', daemon: called, state: 'ended' } }
  }

  async ofSeveral({ delegation, containers }: Unclear): Promise<Delegate> {
    const looked = await Promise.all(containers.map(({ id }) => this.#parts.daemon.inspect(id)))
    const mayRun = looked.some((told) => !told.ok || told.value?.running === true)
    const names = containers.map(({ name }) => name)
    return {
      ...ofWhom(delegation),
      id: containers.map(({ id }) => id).join(' '),
      name: `container ${names.join(' or ')}`,
      state: mayRun ? 'unknown' : 'gone',
      evidence: { code: 'containers-fit', names },
    }
  }

  ofVanished({ id, name, delegation }: Vanished): Delegate {
    const evidence = { code: 'container-ended-and-removed', daemon: this.#parts.called } as const
    return { ...ofWhom(delegation), ...this.#exitOf(id), id, name, state: 'gone', evidence }
  }

  asDelegate({ id, name, delegation }: OwnContainer, state: Delegate['state'], evidence: Statement): Delegate {
    const { address } = this.#parts.daemon
    return { ...ofWhom(delegation), id, name: `container ${name}`, state, evidence, daemon: address }
  }

  #exitOf(id: string): Pick<Delegate, 'exit'> {
    const end = this.#parts.news.endOf(id)
    return end?.exitCode === undefined ? {} : { exit: { code: end.exitCode, outOfMemory: end.outOfMemory } }
  }

  /** After a polite ask, 137 says that its time had run out. */
  #force(id: string, code: number | undefined): Pick<Delegate, 'byForce'> {
    const sent = this.#parts.sentTo(id)
    return sent === 'kill' || (sent === 'stop' && code === KILLED_CODE) ? { byForce: true } : {}
  }
}

/** Work that nobody could look at. */
export function unseenDelegate(delegation: Delegation, evidence: Statement): Delegate {
  const { launcher, name } = delegation
  return { ...ofWhom(delegation), id: `${launcher} ${name}`.slice(0, 1_000), name, state: 'unknown', evidence }
}

function ofWhom({ launcher, kind }: Delegation): Pick<Delegate, 'launcher' | 'kind'> {
  return { launcher, kind }
}
