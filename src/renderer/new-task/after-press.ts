/**
 * Calls back once no button of the mouse is down. A click that leaves an input blurs it before the button is released: an
 * error that appeared at that moment would push the page down, and the click would miss what it was meant for.
 */
export function afterPress(act: () => void): void {
  if (document.querySelector(':active') === null) {
    act()
    return
  }
  // The click itself comes right after the release.
  window.addEventListener('pointerup', () => setTimeout(act), { once: true })
}
