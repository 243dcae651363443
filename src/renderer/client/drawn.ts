/** Resolves when what was set before is on the screen; a page that nobody sees draws nothing, and does not wait for it. */
export function drawn(): Promise<void> {
  return new Promise((resolve) => {
    if (document.visibilityState === 'hidden') setTimeout(resolve)
    else requestAnimationFrame(() => setTimeout(resolve))
  })
}
