import { EventEmitter } from 'node:events'
import type { App, WebContents } from 'electron'
import { describe, expect, it, vi } from 'vitest'
import { guardNavigation, returnToOwnPage } from '../../src/main/navigation'

type OpenHandler = (details: { url: string }) => { action: string }

/** What the guard needs of Electron: events, and one setter. */
class Contents extends EventEmitter {
  openHandler: OpenHandler | undefined
  setWindowOpenHandler(handler: OpenHandler): void {
    this.openHandler = handler
  }
  /** Whether main would have it. */
  allows(name: string, event: Record<string, unknown>): boolean {
    let allowed = true
    this.emit(name, { ...event, preventDefault: () => (allowed = false) })
    return allowed
  }
}

function guarded() {
  const app = new EventEmitter()
  const opened: string[] = []
  guardNavigation(app as unknown as App, (address) => opened.push(address))
  const contents = new Contents()
  app.emit('web-contents-created', {}, contents)
  return { contents, opened }
}

const FOREIGN = [
  'https://example.invalid/',
  'app://main.evil/',
  'app://main@evil/',
  'file:///etc/passwd',
  'data:text/html,x',
  'javascript:1',
  'about:blank',
]

describe('every web contents that is ever made', () => {
  it.each(FOREIGN)('goes nowhere by itself, by a frame or by a redirect: %s', (url) => {
    const { contents } = guarded()
    expect(contents.allows('will-navigate', { url })).toBe(false)
    expect(contents.allows('will-frame-navigate', { url, isMainFrame: true })).toBe(false)
    expect(contents.allows('will-redirect', { url })).toBe(false)
  })

  it('may go to our own page, but no frame inside it may', () => {
    const { contents } = guarded()
    const url = 'app://main/index.html'
    expect(contents.allows('will-navigate', { url })).toBe(true)
    expect(contents.allows('will-frame-navigate', { url, isMainFrame: true })).toBe(true)
    expect(contents.allows('will-frame-navigate', { url, isMainFrame: false })).toBe(false)
    expect(contents.allows('will-redirect', { url })).toBe(true)
  })

  it('takes no webview, whatever its options', () => {
    const { contents } = guarded()
    expect(contents.allows('will-attach-webview', {})).toBe(false)
  })

  it.each(['app://main/', ...FOREIGN])('opens no window: %s', (url) => {
    const { contents, opened } = guarded()
    expect(contents.openHandler?.({ url })).toEqual({ action: 'deny' })
    expect(opened).toEqual([url])
  })

  it('leaves an empty page again for ours', () => {
    const contents = new Contents()
    const load = vi.fn()
    returnToOwnPage(contents as unknown as WebContents, load)
    contents.emit('did-navigate', {}, 'app://main/')
    expect(load).not.toHaveBeenCalled()
    contents.emit('did-navigate', {}, 'about:blank')
    expect(load).toHaveBeenCalledOnce()
  })
})
