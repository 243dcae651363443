import { mkdir, rename } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { Notice } from '@contract/channels'
import { type AppSettings, LANGUAGES, SETTING_LIMITS } from '@contract/settings'
import { DEFAULT_SETTINGS } from '@vocabulary/defaults'
import { readUserFile, replaceFile } from '@engine/files'
import { z } from 'zod'
import type { NoticeBoard } from './notice-board'
import { WORDS } from './words'

const coordinate = z.int().min(-100_000).max(100_000)
const extent = z.int().min(1).max(100_000)
const between = ([least, most]: readonly [number, number]) => z.int().min(least).max(most).exactOptional()

const settingsSchema = z.object({
  version: z.literal(1),
  theme: z.enum(['system', 'light', 'dark']),
  // One that this version does not have is no reason to set the whole file aside.
  language: z.enum(LANGUAGES).catch(DEFAULT_SETTINGS.language).exactOptional(),
  window: z
    .object({ x: coordinate, y: coordinate, width: extent, height: extent, maximized: z.boolean() })
    .exactOptional(),
  graceMs: between(SETTING_LIMITS.graceMs),
  quitGraceMs: between(SETTING_LIMITS.quitGraceMs),
  keepDays: between(SETTING_LIMITS.keepDays),
  keepMegabytes: between(SETTING_LIMITS.keepMegabytes),
  shell: z.string().min(1).max(4_096).exactOptional(),
  notify: z.boolean().exactOptional(),
  startAtLogin: z.boolean().exactOptional(),
  recentStacks: z.array(z.string().min(1).max(4_096)).max(20).exactOptional(),
})

export type Settings = Readonly<z.infer<typeof settingsSchema>>
type Notices = Pick<NoticeBoard, 'post' | 'withdraw'>
export type WindowPlace = NonNullable<Settings['window']>

/** Twenty paths and a dozen numbers. */
const LARGEST_BYTES = 1_048_576
const NOT_SAVED = 'settings-not-saved'
const DEFAULTS: Settings = { version: 1, theme: DEFAULT_SETTINGS.theme }

/** What the person chose about the app itself. Kept in memory, and on disk as far as the disk allows. */
export class SettingsFile {
  readonly #path: string
  readonly #notices: Notices
  #value: Settings
  #saving: Promise<void> = Promise.resolve()

  private constructor(path: string, value: Settings, notices: Notices) {
    this.#path = path
    this.#value = value
    this.#notices = notices
  }

  /** Never rejects: what cannot be read is told, and the defaults count. */
  static async open(path: string, notices: Notices): Promise<SettingsFile> {
    return new SettingsFile(path, await readSettings(path, notices.post), notices)
  }

  get value(): Settings {
    return this.#value
  }

  change(part: Partial<Omit<Settings, 'version'>>): void {
    this.#value = { ...this.#value, ...part }
    const text = `${JSON.stringify(this.#value, undefined, 2)}\n`
    this.#saving = this.#saving.then(() => this.#save(text))
  }

  /** Settles when everything changed so far is on disk, or was told to be impossible. */
  saved(): Promise<void> {
    return this.#saving
  }

  async #save(text: string): Promise<void> {
    try {
      await mkdir(dirname(this.#path), { recursive: true })
      await replaceFile(this.#path, text)
      this.#notices.withdraw(NOT_SAVED)
    } catch (error) {
      this.#notices.post({
        id: NOT_SAVED,
        level: 'warning',
        text: WORDS.settingsNotSaved(this.#path, String(error)),
      })
    }
  }
}

/** Complete: what is not in the file stands at its default. */
export function settingsOf(file: Pick<SettingsFile, 'value'>): AppSettings {
  const { value } = file
  return {
    theme: value.theme,
    language: value.language ?? DEFAULT_SETTINGS.language,
    graceMs: value.graceMs ?? DEFAULT_SETTINGS.graceMs,
    quitGraceMs: value.quitGraceMs ?? DEFAULT_SETTINGS.quitGraceMs,
    keepDays: value.keepDays ?? DEFAULT_SETTINGS.keepDays,
    keepMegabytes: value.keepMegabytes ?? DEFAULT_SETTINGS.keepMegabytes,
    shell: value.shell ?? DEFAULT_SETTINGS.shell,
    notify: value.notify ?? DEFAULT_SETTINGS.notify,
    startAtLogin: value.startAtLogin ?? DEFAULT_SETTINGS.startAtLogin,
  }
}

async function readSettings(path: string, notify: (notice: Notice) => void): Promise<Settings> {
  const read = await readUserFile(path, LARGEST_BYTES)
  if (!read.ok) {
    if (read.why !== 'missing') notify(unusable(`${path} could not be read: ${read.sentence}.`))
    return DEFAULTS
  }
  const settings = parseSettings(read.bytes.toString('utf8'))
  if (settings !== undefined) return settings
  const bad = `${path}.bad`
  const kept = await rename(path, bad).then(
    () => WORDS.keptAs(bad),
    () => WORDS.notMovedAway,
  )
  notify(unusable(`${path} is no settings file of this version. ${kept}`))
  return DEFAULTS
}

/** Undefined for whatever is not a settings file of this version. */
function parseSettings(text: string): Settings | undefined {
  try {
    return settingsSchema.safeParse(JSON.parse(text)).data
  } catch {
    return undefined
  }
}

function unusable(what: string): Notice {
  return { id: 'settings-unusable', level: 'warning', text: WORDS.settingsAreDefault(what) }
}
