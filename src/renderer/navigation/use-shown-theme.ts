import { useLayoutEffect } from 'react'
import { useTheme } from '../client/use-runs'

/** Writes the chosen theme, or the system's, to `data-theme` of the root element. */
export function useShownTheme(): void {
  const choice = useTheme()
  useLayoutEffect(() => {
    const dark = window.matchMedia('(prefers-color-scheme: dark)')
    function show(): void {
      document.documentElement.dataset['theme'] = choice === 'system' ? (dark.matches ? 'dark' : 'light') : choice
    }
    show()
    dark.addEventListener('change', show)
    return () => {
      dark.removeEventListener('change', show)
    }
  }, [choice])
}
