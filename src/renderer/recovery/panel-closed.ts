const KEY = 'quiesce.recovered-closed'

/** Remembered over a reload of the page, and not over a start of the app: the next start tells of other runs. */
export function isPanelClosed(): boolean {
  return window.sessionStorage.getItem(KEY) === 'yes'
}

export function rememberPanelClosed(): void {
  window.sessionStorage.setItem(KEY, 'yes')
}
