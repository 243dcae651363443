import type { Control } from '@contract/kind'
import type { SignalName, StopMessage } from '@contract/stop'
import type { TerminalSize } from '@contract/terminal'
import type { RunDelegates } from '../delegates/run-delegates'
import type { Family } from '../processes/family'
import type { LeftFiles } from '../processes/private-temp'
import type { HelperAnswer } from './helpers'
import type { Delivery, Released, RunBody } from './task-kind'
import type { FamilySight, LiveProcess } from '../processes/live-process'

/** A body that needs something first: what is asked of it meanwhile waits, and is passed on. */
export class LaterBody implements RunBody {
  readonly #coming: Promise<RunBody>
  #body: RunBody | undefined

  /** `coming` must not reject. */
  constructor(coming: Promise<RunBody>) {
    this.#coming = coming.then((body) => (this.#body = body))
  }

  get familyOf(): Family | undefined {
    return this.#body?.familyOf
  }

  get delegates(): RunDelegates | undefined {
    return this.#body?.delegates
  }

  get guarantee(): RunBody['guarantee'] {
    return this.#body?.guarantee
  }

  async deliver(message: StopMessage, control: Control): Promise<Delivery> {
    return (await this.#coming).deliver(message, control)
  }

  async family(): Promise<FamilySight> {
    return (await (await this.#coming).family?.()) ?? { living: [] }
  }

  async signalMembers(signal: SignalName, members: readonly LiveProcess[]): Promise<Delivery> {
    const body = await this.#coming
    return (
      body.signalMembers?.(signal, members) ?? { delivered: 'no', evidence: { code: 'no-process-there', to: 'signal' } }
    )
  }

  whyStillThere(): ReturnType<NonNullable<RunBody['whyStillThere']>> {
    return this.#body?.whyStillThere?.()
  }

  lastSignalTo(pid: number): string | undefined {
    return this.#body?.lastSignalTo?.(pid)
  }

  async leftFiles(remove: boolean): Promise<LeftFiles | undefined> {
    return (await this.#coming).leftFiles?.(remove)
  }

  pauseOutput(paused: boolean): void {
    this.#body?.pauseOutput?.(paused)
  }

  async write(text: string, closeInput: boolean): Promise<Delivery> {
    const body = await this.#coming
    return body.write
      ? body.write(text, closeInput)
      : { delivered: 'no', evidence: { code: 'no-process-there', to: 'type-into' } }
  }

  async resize(size: TerminalSize): Promise<boolean> {
    return (await (await this.#coming).resize?.(size)) ?? false
  }

  async look(command: readonly string[]): Promise<HelperAnswer> {
    const body = await this.#coming
    return body.look?.(command) ?? { ok: false, problem: 'There is no process to look at.' }
  }

  letGo(): void {
    this.#body?.letGo?.()
  }

  async release(): Promise<Released> {
    return (await (await this.#coming).release?.()) ?? 'free'
  }
}

/** What stands for a run whose process was never made. */
export const nothingToReach: RunBody = {
  deliver: () => Promise.resolve({ delivered: 'no', evidence: { code: 'no-process-there', to: 'reach' } }),
}
