import { useEffect, useState } from 'react'
import type { AppSettings, SettingsAnswer } from '@contract/settings'
import { LANGUAGE } from '@vocabulary/language'
import { askOrTell } from '../client/commands'
import { runStore } from '../client/run-store'
import { useTheme } from '../client/use-runs'

export interface HeldSettings extends SettingsAnswer {
  readonly change: (part: Partial<AppSettings>) => void
}

/** What main keeps, and the way to change it; undefined until it was read. */
export function useSettings(): HeldSettings | undefined {
  const [held, setHeld] = useState<SettingsAnswer>()
  const theme = useTheme()
  useEffect(() => {
    let here = true
    void askOrTell('getSettings').then((answer) => {
      if (here && answer !== undefined) setHeld(answer)
    })
    return () => {
      here = false
    }
  }, [])
  if (held === undefined) return undefined
  return {
    // The theme can be chosen elsewhere too, and the window's own copy is the newest.
    settings: { ...held.settings, theme },
    gaps: held.gaps,
    change(part) {
      if (part.theme !== undefined) runStore.setTheme(part.theme)
      void askOrTell('changeSettings', part).then((answer) => {
        if (answer === undefined) return
        setHeld(answer)
        // Words are chosen when the page is read, once for all of them.
        if (part.language !== undefined && part.language !== LANGUAGE) window.location.reload()
      })
    },
  }
}
