import { describe, expect, it } from 'vitest'
import { distrust, type AskingEvent } from '../../../src/main/ipc/trusted-frame'

const OURS = 7
const isOurWindow = (contentsId: number) => contentsId === OURS

function event(url: string, options: { id?: number; from?: 'main' | 'child' | 'gone' } = {}): AskingEvent {
  const mainFrame = { url }
  const from = { main: mainFrame, child: { url }, gone: null }[options.from ?? 'main']
  return { senderFrame: from, sender: { id: options.id ?? OURS, mainFrame } }
}

describe('who may ask', () => {
  it.each(['app://main/', 'app://main/index.html', 'app://main/?view=lab#top'])(
    'the page of our own window, %s',
    (url) => {
      expect(distrust(event(url), isOurWindow)).toBeUndefined()
    },
  )

  it.each([
    ['a frame that is gone', event('app://main/', { from: 'gone' }), 'gone'],
    ['a frame inside the page', event('app://main/', { from: 'child' }), 'main frame'],
    ['another window with our address', event('app://main/', { id: 8 }), 'windows of Quiesce'],
    ['a page at a data address', event('data:text/html,hi'), 'data:text/html,hi'],
    ['an empty page', event('about:blank'), 'about:blank'],
    ['a host that begins like ours', event('app://main.evil/'), 'main.evil'],
    ['a host with our name in front', event('app://main@evil/'), 'evil'],
    ['our host with a user name', event('app://evil@main/'), 'evil@main'],
    ['our host with a port', event('app://main:80/'), 'main:80'],
    ['another scheme', event('https://main/'), 'https://main/'],
    ['a frame without an address', event(''), 'Only the page'],
    ['text that is no address', event('main'), 'main'],
  ])('not %s', (_who, asking, said) => {
    expect(distrust(asking, isOurWindow)).toContain(said)
  })

  it('is decided in a fixed order: a frame that is gone is said to be gone, whatever else is wrong', () => {
    expect(distrust(event('https://evil/', { id: 8, from: 'gone' }), isOurWindow)).toContain('gone')
    expect(distrust(event('https://evil/', { id: 8, from: 'child' }), isOurWindow)).toContain('main frame')
    expect(distrust(event('https://evil/', { id: 8 }), isOurWindow)).toContain('windows of Quiesce')
  })

  it('is told in a bounded sentence, however long the address is', () => {
    expect(distrust(event(`https://evil/${'x'.repeat(100_000)}`), isOurWindow)?.length).toBeLessThan(300)
  })
})
