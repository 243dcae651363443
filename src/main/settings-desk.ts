import { homedir } from 'node:os'
import { isAbsolute } from 'node:path'
import type { Engine } from '@contract/engine'
import type { AppSettings, SettingGaps, SettingsAnswer } from '@contract/settings'
import { resolveCommand } from '@engine/index'
import { inBackground } from '@engine/ahead'
import { defined } from '@tools/defined'
import { ProblemError } from './ipc/problem-error'
import { startAtLogin, whyNoLoginStart } from './login-start'
import { settingsOf, type SettingsFile } from './settings'
import type { Theme } from './theme'
import { WORDS } from './words'

/** The settings as the page sees them, and the one way to change them. */
export class SettingsDesk {
  readonly #file: Pick<SettingsFile, 'value' | 'change'>
  readonly #theme: Pick<Theme, 'choose'>
  readonly #engine: Pick<Engine, 'keep'>
  readonly #canNotify: boolean

  constructor(
    file: Pick<SettingsFile, 'value' | 'change'>,
    theme: Pick<Theme, 'choose'>,
    engine: Pick<Engine, 'keep'>,
    canNotify: boolean,
  ) {
    this.#file = file
    this.#theme = theme
    this.#engine = engine
    this.#canNotify = canNotify
  }

  get value(): AppSettings {
    return settingsOf(this.#file)
  }

  answer(): SettingsAnswer {
    return { settings: this.value, gaps: this.#gaps() }
  }

  /** Rejects with `ProblemError` and changes nothing when one of them cannot be taken. */
  async change(part: Partial<AppSettings>): Promise<SettingsAnswer> {
    const { theme, ...rest } = part
    if (rest.shell !== undefined) await checkShell(rest.shell)
    if (rest.startAtLogin !== undefined) {
      const why = whyNoLoginStart()
      if (why !== undefined) throw new ProblemError('bad-request', why)
      await startAtLogin(rest.startAtLogin)
    }
    if (theme !== undefined) this.#theme.choose(theme)
    if (Object.keys(rest).length > 0) this.#file.change(rest)
    if (rest.keepDays !== undefined || rest.keepMegabytes !== undefined) {
      // What is too much now may take the disk a while; nobody waits for it.
      const kept = this.#engine.keep({ days: this.value.keepDays, megabytes: this.value.keepMegabytes })
      inBackground(kept, 'removing what is kept too long')
    }
    return this.answer()
  }

  #gaps(): SettingGaps {
    const login = whyNoLoginStart()
    return {
      ...defined({ startAtLogin: login }),
      ...(this.#canNotify ? {} : { notify: WORDS.noMessages }),
    }
  }
}

async function checkShell(path: string): Promise<void> {
  if (!isAbsolute(path)) throw new ProblemError('bad-request', WORDS.noShell(path, WORDS.wholePath))
  const found = await resolveCommand(path, homedir(), undefined)
  if (!found.ok) throw new ProblemError('bad-request', WORDS.noShell(path, found.problem))
}
