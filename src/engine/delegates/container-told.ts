import type { Delegate } from '@contract/delegate'
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
  /** `Docker` or `Podman`. */
  readonly spoken: string
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
    const { daemon, spoken } = this.#parts
    const because = `It is this run's by ${container.by}.`
    const told = await daemon.inspect(container.id)
    if (!told.ok)
      return this.asDelegate(container, 'unknown', `${because} Whether it still runs is not known: ${told.problem}.`)
    const { value } = told
    if (value?.running === true) {
      const evidence = `${because} The ${spoken} daemon says that it runs.${this.#spokenSent(container.id)}`
      return this.asDelegate(container, 'running', evidence)
    }
    const exit =
      value === undefined
        ? this.#exitOf(container.id)
        : { exit: { code: value.exitCode, outOfMemory: value.outOfMemory } }
    const how = value === undefined ? 'was removed' : 'has ended'
    return {
      ...this.asDelegate(container, 'gone', `${because} The ${spoken} daemon says that it ${how}.`),
      ...exit,
      ...this.#force(container.id, exit.exit?.code),
    }
  }

  async ofCommand({ execId, delegation }: OwnCommand): Promise<Delegate> {
    const { spoken, daemon } = this.#parts
    const base = { ...ofWhom(delegation), id: execId, name: delegation.name }
    const told = await daemon.exec(execId)
    if (!told.ok) return { ...base, state: 'unknown', evidence: `Whether it still runs is not known: ${told.problem}.` }
    if (told.value?.running === true) {
      const where = told.value.pid > 0 ? ` as process ${told.value.pid}` : ''
      const evidence = `The ${spoken} daemon says that it runs${where}. It cannot be asked to end a single command.`
      return { ...base, state: 'running', evidence }
    }
    const left = told.value && told.value.pid > 0 ? await this.#parts.inSessionOf(told.value.pid) : []
    if (left.length > 0) {
      const names = left.map(({ pid, command }) => `${command} (process ${pid})`).join(', ')
      const evidence = `The ${spoken} daemon says that it has ended; what it left in the background still runs: ${names}.`
      return { ...base, state: 'running', evidence }
    }
    const code = told.value?.exitCode
    const exit = code === undefined ? {} : { exit: { code, outOfMemory: false } }
    return { ...base, ...exit, state: 'gone', evidence: `The ${spoken} daemon says that it has ended.` }
  }

  async ofSeveral({ delegation, containers }: Unclear): Promise<Delegate> {
    const looked = await Promise.all(containers.map(({ id }) => this.#parts.daemon.inspect(id)))
    const mayRun = looked.some((told) => !told.ok || told.value?.running === true)
    const names = containers.map(({ name }) => name).join(' or ')
    const fit = containers.length === 1 ? 'One container fits' : `${containers.length} containers fit`
    return {
      ...ofWhom(delegation),
      id: containers.map(({ id }) => id).join(' '),
      name: `container ${names}`,
      state: mayRun ? 'unknown' : 'gone',
      evidence: `${fit} what the run started: ${names}. Nothing proves that it is this run's, so Quiesce touched none.`,
    }
  }

  ofVanished({ id, name, delegation }: Vanished): Delegate {
    const evidence = `The ${this.#parts.spoken} daemon told that it ended, and that it was removed.`
    return { ...ofWhom(delegation), ...this.#exitOf(id), id, name, state: 'gone', evidence }
  }

  asDelegate({ id, name, delegation }: OwnContainer, state: Delegate['state'], evidence: string): Delegate {
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

  #spokenSent(id: string): string {
    const sent = this.#parts.sentTo(id)
    if (sent === undefined) return ''
    return sent === 'kill' ? ' It was killed, and goes on.' : ' It was asked to stop, and goes on.'
  }
}

/** Work that nobody could look at. */
export function unseenDelegate(delegation: Delegation, evidence: string): Delegate {
  const { launcher, name } = delegation
  return { ...ofWhom(delegation), id: `${launcher} ${name}`.slice(0, 1_000), name, state: 'unknown', evidence }
}

function ofWhom({ launcher, kind }: Delegation): Pick<Delegate, 'launcher' | 'kind'> {
  return { launcher, kind }
}
