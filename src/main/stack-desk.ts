import { randomUUID } from 'node:crypto'
import { dirname } from 'node:path'
import type { Commands } from '@contract/channels'
import type {
  OpenStack,
  ReadStack,
  StackBoard,
  StackPreview,
  StackReceipt,
  StackStart,
  StackState,
} from '@contract/stack'
import type { Engine } from '@contract/engine'
import { replaceFile } from '@engine/files'
import { StackRunner } from '@engine/index'
import { pickStackFile, pickStackTarget } from './dialogs'
import { ProblemError } from './ipc/problem-error'
import type { SettingsFile } from './settings'
import { stackDraftOf } from './stack-draft-of'
import { WORDS } from './words'

const MOST_RECENT_FILES = 8

/** The stacks of the window: reads files, keeps what was shown until it is confirmed, and the receipt of each last stop. */
export class StackDesk {
  readonly #engine: Engine
  readonly #runner: StackRunner
  readonly #settings: SettingsFile
  readonly #onChange: (stacks: StackBoard) => void
  readonly #extras = new Map<string, Pick<StackState, 'underWay' | 'lastStop'>>()
  #renew: () => void = () => undefined
  #preview: { readonly id: string; readonly read: ReadStack } | undefined

  constructor(engine: Engine, settings: SettingsFile, onChange: (stacks: StackBoard) => void) {
    this.#engine = engine
    this.#runner = new StackRunner(engine)
    this.#settings = settings
    this.#onChange = onChange
  }

  board(): StackBoard {
    return {
      open: this.#runner.stacks().map((stack): StackState => ({ ...stack, ...this.#extras.get(stack.name) })),
      recentFiles: this.#settings.value.recentStacks ?? [],
    }
  }

  /** Calls back when a stack was opened, and so the recent files changed. */
  onOpened(listener: () => void): void {
    this.#renew = listener
  }

  async preview(path: string | undefined): Promise<StackPreview> {
    const file = path ?? (await pickStackFile())
    const { loadStackFile } = await import('@engine/stack-files')
    const answer = await loadStackFile(file)
    const id = randomUUID()
    if (answer.ok) this.#preview = { id, read: answer }
    return { id, file, answer }
  }

  confirm(previewId: string): OpenStack {
    if (this.#preview?.id !== previewId) {
      throw new ProblemError('bad-request', WORDS.anotherPreview)
    }
    const { stack } = this.#preview.read
    const opened = this.#runner.openStack(stack)
    this.#preview = undefined
    if (stack.file !== undefined) this.#remember(stack.file)
    this.#tell()
    return opened
  }

  start(name: string): StackStart {
    return this.#runner.startAll(this.#known(name))
  }

  async stop(name: string): Promise<StackReceipt> {
    return this.#during(name, 'stopping', async () => {
      const receipt = await this.#runner.stopAll(this.#known(name))
      this.#extras.set(name, { lastStop: receipt })
      return receipt
    })
  }

  async restart(name: string): Promise<StackStart> {
    return this.#during(name, 'restarting', async () => {
      const { receipt, start } = await this.#runner.restartAll(this.#known(name))
      this.#extras.set(name, { lastStop: receipt })
      return start
    })
  }

  close(name: string): void {
    const { closed, reason } = this.#runner.close(this.#known(name))
    if (!closed) throw new ProblemError('task-in-use', reason ?? `${name} could not be closed.`)
    this.#extras.delete(name)
    this.#tell()
  }

  async export(name: string): Promise<Commands['exportStack']['value']> {
    const stack = this.#runner.stacks().find((one) => one.name === this.#known(name))
    if (stack === undefined) throw new ProblemError('bad-request', `${name} was closed meanwhile.`)
    const path = await pickStackTarget('quiesce.yaml', stack.file)
    const { exportStack } = await import('@engine/stack-files')
    const { text, withheld } = exportStack(stackDraftOf(stack, this.#engine.tasks()), { folder: dirname(path) })
    try {
      await replaceFile(path, text)
    } catch (error) {
      throw new ProblemError('write-failed', WORDS.stackNotWritten(path, String(error)))
    }
    return { path, withheld }
  }

  async #during<Value>(name: string, underWay: 'stopping' | 'restarting', act: () => Promise<Value>): Promise<Value> {
    const before = this.#extras.get(this.#known(name))
    this.#extras.set(name, { ...before, underWay })
    this.#tell()
    try {
      return await act()
    } finally {
      const { lastStop } = this.#extras.get(name) ?? {}
      if (this.#extras.has(name)) this.#extras.set(name, lastStop === undefined ? {} : { lastStop })
      this.#tell()
    }
  }

  #known(name: string): string {
    if (this.#runner.stacks().some((stack) => stack.name === name)) return name
    throw new ProblemError('bad-request', `name: got "${name}", expected the name of a stack that is open.`)
  }

  #remember(file: string): void {
    const before = this.#settings.value.recentStacks ?? []
    const recentStacks = [file, ...before.filter((one) => one !== file)].slice(0, MOST_RECENT_FILES)
    this.#settings.change({ recentStacks })
    this.#renew()
  }

  #tell(): void {
    this.#onChange(this.board())
  }
}
