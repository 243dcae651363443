let putBack: Element | undefined

/** Gives the focus back to what had it, or to what is near: nobody went there, so no tooltip opens. */
export function putFocusBack(element: HTMLElement, options?: FocusOptions): void {
  markPutBack(element)
  element.focus(options)
}

/** For a focus that a library is about to put back. It counts until the focus goes elsewhere. */
export function markPutBack(element: Element): void {
  putBack = element
  element.addEventListener('blur', forget)
  queueMicrotask(forget)
  function forget(): void {
    // A window that is left and entered again tells of a blur and a focus too.
    if (document.activeElement === element) return
    element.removeEventListener('blur', forget)
    if (putBack === element) putBack = undefined
  }
}

/** True where a person went with the keyboard: no mouse made the focus, and nothing put it back. */
export function isFocusByKeys(element: Element): boolean {
  return element !== putBack && element.matches(':focus-visible')
}
