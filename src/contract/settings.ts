export type ThemeChoice = 'system' | 'light' | 'dark'

/** The languages that the window can be read in, by their codes of BCP 47. */
export const LANGUAGES = ['en', 'es'] as const
export type Language = (typeof LANGUAGES)[number]

/** What the person chose about the app itself. Complete: what was never chosen stands at its default. */
export interface AppSettings {
  readonly theme: ThemeChoice
  /** Of the window. What a language has no words for yet is said in English. */
  readonly language: Language
  /** For a new command without a stop policy of its own: milliseconds from SIGTERM to SIGKILL. */
  readonly graceMs: number
  /** How long every run together may take to stop when the app quits, before what is left is ended by force. */
  readonly quitGraceMs: number
  /** How long ended runs and their output are kept, and how much output in all. */
  readonly keepDays: number
  readonly keepMegabytes: number
  /** The absolute path of the shell for tasks that run a command line through one. */
  readonly shell: string
  /** A message of the system when a run fails or gets stuck while the window is not in front. */
  readonly notify: boolean
  readonly startAtLogin: boolean
}

/** Smallest and largest of each number, both allowed. */
export const SETTING_LIMITS = {
  graceMs: [100, 600_000],
  quitGraceMs: [1_000, 120_000],
  keepDays: [1, 3_650],
  keepMegabytes: [16, 1_048_576],
} as const satisfies Partial<Record<keyof AppSettings, readonly [number, number]>>

/** What of the settings has no effect here, each with a sentence on why. */
export type SettingGaps = Readonly<Partial<Record<keyof AppSettings, string>>>

export interface SettingsAnswer {
  readonly settings: AppSettings
  readonly gaps: SettingGaps
}
