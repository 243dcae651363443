/**
 * Libraries (the terminal, the scroll lock of dialogs) make `<style>` elements of their own; the page's policy lets only
 * those in that carry the nonce of this response. Must be imported before any of them.
 */
const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce ?? ''
const createElement = Reflect.get<Document, 'createElement'>(document, 'createElement')

function createElementWithNonce(tagName: string, options?: ElementCreationOptions): HTMLElement {
  const element = createElement.call(document, tagName, options)
  if (element instanceof HTMLStyleElement) element.nonce = nonce
  return element
}

if (nonce !== '') Reflect.set(document, 'createElement', createElementWithNonce)
