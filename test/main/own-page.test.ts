import { afterEach, describe, expect, it, vi } from 'vitest'
import { isAllowedLink } from '../../src/main/allowed-links'
import { isOwnPage } from '../../src/main/own-page'

const HOSTILE = [
  'app://main.evil/',
  'app://mainn/',
  'app://evil/main',
  'app://main@evil/',
  'app://user@main/',
  'app://user:word@main/',
  'app://main:443/',
  'APP://MAIN.EVIL/',
  'apps://main/',
  'app:main',
  'app:///main/',
  'javascript:alert(1)',
  'javascript://main/%0aalert(1)',
  'data:text/html,<script>1</script>',
  'blob:app://main/0',
  'file:///etc/passwd',
  'about:blank',
  'about:srcdoc',
  'https://main/',
  'http://localhost:5173/',
  'view-source:app://main/',
  'chrome://gpu/',
  'filesystem:app://main/temporary/x',
  '//main/',
  '',
  '\u0000app://main/x\u0000',
]

describe('a page of ours', () => {
  afterEach(() => vi.unstubAllEnvs())

  it.each(['app://main/', 'app://main/index.html', 'app://main/a/../b', 'APP://main/'])('is %s', (address) => {
    expect(isOwnPage(address)).toBe(true)
  })

  it.each(HOSTILE)('is not %j', (address) => {
    vi.stubEnv('ELECTRON_RENDERER_URL', undefined)
    const trimmed = address.startsWith('\u0000')
    // The URL standard strips control characters at both ends: what is left is judged.
    expect(isOwnPage(address)).toBe(trimmed ? isOwnPage(address.replaceAll('\u0000', '')) : false)
  })

  it('is, during development, also what the bundler serves, and no other port', () => {
    vi.stubEnv('ELECTRON_RENDERER_URL', 'http://localhost:5173')
    expect(isOwnPage('http://localhost:5173/index.html')).toBe(true)
    expect(isOwnPage('http://localhost:5174/')).toBe(false)
  })
})

describe('a link that may leave the app', () => {
  it.each(['https://nodejs.org/api/', 'https://docs.python.org/3/library/asyncio-task.html'])('is %s', (address) => {
    expect(isAllowedLink(address)).toBe(true)
  })

  it.each([
    ...HOSTILE,
    'http://nodejs.org/',
    'https://nodejs.org.evil/',
    'https://evil/nodejs.org',
    'https://nodejs.org@evil/',
    'https://a@nodejs.org/',
    'https://nodejs.org:8443/',
    'smb://nodejs.org/share',
    'ms-settings:',
    'mailto:a@nodejs.org',
  ])('is not %j', (address) => {
    expect(isAllowedLink(address)).toBe(false)
  })
})
