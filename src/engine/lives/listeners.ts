import type { Statement } from '@contract/statement'
import { defined } from '@tools/defined'
import type { LiveProcess } from '../processes/live-process'
import type { PortHolder, ProcessTable } from '../processes/process-table'

export interface ListenerParts {
  readonly table: Pick<ProcessTable, 'listeningPortsOf' | 'portsInUse' | 'holdersOf' | 'startTimeOf'>
  /** The mark that everybody of the run carries. */
  readonly mark: string
  /** Those of the run's family that are known to live now. */
  known(): Promise<readonly LiveProcess[]>
  /** The same, after looking through all processes. */
  look(): Promise<readonly LiveProcess[]>
  /** The run hands its work to somebody outside its family: a container's port is held by the daemon of Docker. */
  delegates(): boolean
  nameOfRun(holder: PortHolder): string | undefined
}

/** `own` is false only where somebody else was seen to listen. `remark` is absent where there is nothing to say. */
export type Judgement =
  { readonly own: true; readonly remark?: Statement } | { readonly own: false; readonly remark: Statement }

const OWN: Judgement = { own: true }

/** Who listens on the ports at which a run is asked: the run itself, or somebody who was there before it. */
export class Listeners {
  readonly #parts: ListenerParts
  /** Who held a port before the run could: by port, pid and start time. */
  readonly #before = new Set<string>()

  constructor(parts: ListenerParts) {
    this.#parts = parts
  }

  /** Call it once, right after the start: whoever holds these ports now and is not of the run was there before it. */
  noteBefore(ports: readonly number[]): void {
    const { table } = this.#parts
    if ((table.portsInUse(ports) ?? []).length === 0) return
    for (const holder of table.holdersOf(ports))
      if (holder.mark !== this.#parts.mark) this.#before.add(this.#keyOf(holder))
  }

  async judge(port: number): Promise<Judgement> {
    const { table, mark } = this.#parts
    const heldBy = (family: readonly LiveProcess[]): boolean | undefined =>
      table.listeningPortsOf(family.map(({ pid }) => pid))?.some((each) => each.port === port)
    const byKnown = heldBy(await this.#parts.known())
    if (byKnown === undefined) return { own: true, remark: { code: 'listener-unseen', where: 'platform' } }
    if (byKnown) return OWN
    const family = await this.#parts.look()
    if (heldBy(family)) return OWN
    const holders = table.holdersOf([port])
    if (holders.some((holder) => holder.mark === mark || family.some(({ pid }) => pid === holder.pid))) return OWN
    const [holder] = holders
    if (!holder) return { own: true, remark: { code: 'listener-unseen', where: 'here' } }
    const name = this.#parts.nameOfRun(holder)
    const { pid, command } = holder
    const who = { holder: { pid, command }, ...defined({ run: name }) }
    if (this.#isStranger(holder)) return { own: false, remark: { code: 'port-of-stranger', port, ...who } }
    return { own: true, remark: { code: 'port-served-by', ...who } }
  }

  /** One that came after the run may serve it: a container's proxy, or a server that was started with another environment. */
  #isStranger(holder: PortHolder): boolean {
    if (holder.mark !== undefined) return true
    if (!this.#before.has(this.#keyOf(holder))) return false
    // A socket that systemd holds is passed on to the service that it starts; a container may have been there before.
    return holder.pid !== 1 && !this.#parts.delegates()
  }

  #keyOf({ port, pid }: PortHolder): string {
    return `${port} ${pid} ${this.#parts.table.startTimeOf(pid) ?? ''}`
  }
}
