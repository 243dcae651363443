import type { ThemeChoice } from '@contract/settings'
import { nativeTheme } from 'electron'
import type { SettingsFile } from './settings'

/** Light, dark or the system's: kept in the settings, and told to the page by the `prefers-color-scheme` of its style. */
export class Theme {
  readonly #settings: SettingsFile

  constructor(settings: SettingsFile) {
    this.#settings = settings
    nativeTheme.themeSource = settings.value.theme
  }

  get choice(): ThemeChoice {
    return this.#settings.value.theme
  }

  choose(theme: ThemeChoice): void {
    nativeTheme.themeSource = theme
    this.#settings.change({ theme })
  }
}
