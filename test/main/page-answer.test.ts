import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Language } from '../../src/contract/settings'
import { answerPageRequest } from '../../src/main/page-answer'
import { listPageFiles, type PageFiles } from '../../src/main/page-files'

let folder = ''
let files: PageFiles = new Map()

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'quiesce-pages-'))
  mkdirSync(join(folder, 'pages/assets'), { recursive: true })
  writeFileSync(join(folder, 'secret.json'), '{"secret":true}')
  const page = '<html lang="en"><meta property="csp-nonce" nonce="__CSP_NONCE__"><style nonce="__CSP_NONCE__"></style>'
  for (const [name, text] of Object.entries({
    'index.html': page,
    'assets/index.js': 'export {}',
    'assets/index.css': 'body{}',
    'assets/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
    'assets/face.woff2': 'font',
    'assets/a picture.png': 'png',
    'assets/index.js.map': '{}',
    'notes.md': 'not served',
  })) {
    writeFileSync(join(folder, 'pages', name), text)
  }
  files = listPageFiles(join(folder, 'pages'))
})

afterAll(() => rmSync(folder, { recursive: true }))

function ask(url: string, method = 'GET', language: Language = 'en'): Promise<Response> {
  return answerPageRequest(files, { url, method }, language)
}

function expectAllHeaders(response: Response): void {
  const policy = response.headers.get('content-security-policy') ?? ''
  expect(policy).toMatch(/^default-src 'none'; script-src 'self'; style-src 'self' 'nonce-[A-Za-z0-9+/]{24}'; /)
  expect(policy).toContain("require-trusted-types-for 'script'")
  for (const name of ['base-uri', 'form-action', 'frame-src', 'frame-ancestors', 'object-src', 'worker-src']) {
    expect(policy).toContain(`${name} 'none'`)
  }
  expect(policy).not.toMatch(/unsafe|https?:|\*/)
  expect(response.headers.get('x-content-type-options')).toBe('nosniff')
  expect(response.headers.get('cross-origin-opener-policy')).toBe('same-origin')
  expect(response.headers.get('content-type')).toBeTruthy()
}

describe('the page protocol', () => {
  it('writes the language that was chosen into the page', async () => {
    for (const language of ['en', 'es'] as const) {
      const page = await ask('app://main/', 'GET', language)
      expect(await page.text()).toContain(`<html lang="${language}">`)
    }
  })

  it.each([
    ['app://main/', 'text/html; charset=utf-8'],
    ['app://main/index.html?x=1#y', 'text/html; charset=utf-8'],
    ['app://main/assets/index.js', 'text/javascript; charset=utf-8'],
    ['app://main/assets/index.css', 'text/css; charset=utf-8'],
    ['app://main/assets/icon.svg', 'image/svg+xml'],
    ['app://main/assets/face.woff2', 'font/woff2'],
    ['app://main/assets/a%20picture.png', 'image/png'],
    ['app://main/page-failed', 'text/html; charset=utf-8'],
  ])('answers %s as %s, with every header', async (url, type) => {
    const response = await ask(url)
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe(type)
    expectAllHeaders(response)
  })

  it.each([
    'app://main/nothing.js',
    'app://main/notes.md',
    'app://main/assets/index.js.map',
    'app://main/assets',
    'app://main/../secret.json',
    'app://main/%2e%2e/secret.json',
    'app://main/..%2fsecret.json',
    'app://main/..%2f..%2f..%2f..%2fetc/passwd',
    'app://main/..%252fsecret.json',
    'app://main/..%5csecret.json',
    'app://main/..\\secret.json',
    'app://main/assets/..%2f..%2fsecret.json',
    'app://main//etc/passwd',
    'app://main/%2fetc%2fpasswd',
    'app://main/index.html%00.js',
    'app://main/%',
    'app://main/__proto__',
    'app://main/constructor',
    'app://evil/index.html',
    'app://main.evil/index.html',
    'app://main@evil/index.html',
    'file:///etc/passwd',
    'not an address',
  ])('answers 404 to %s, with every header', async (url) => {
    const response = await ask(url)
    expect(response.status).toBe(404)
    expect(await response.text()).toBe('There is no such page.')
    expectAllHeaders(response)
  })

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH', 'get'])('answers 405 to %s', async (method) => {
    const response = await ask('app://main/', method)
    expect(response.status).toBe(405)
    expect(response.headers.get('allow')).toBe('GET, HEAD')
    expectAllHeaders(response)
  })

  it('answers HEAD with the headers alone', async () => {
    const response = await ask('app://main/assets/index.js', 'HEAD')
    expect(response.status).toBe(200)
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
    expect(await response.text()).toBe('')
  })

  it('writes the nonce of the header into the page, another one each time', async () => {
    const nonces = new Set<string>()
    for (let count = 0; count < 20; count++) {
      const response = await ask('app://main/')
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? ''
      const page = await response.text()
      expect(page.split(`nonce="${nonce}"`)).toHaveLength(3)
      expect(page).not.toContain('__CSP_NONCE__')
      nonces.add(nonce)
    }
    expect(nonces.size).toBe(20)
  })

  it('answers 404 when a file of the build has been taken away', async () => {
    const gone = new Map([['/gone.js', { file: join(folder, 'gone.js'), mime: 'text/javascript' }]])
    const response = await answerPageRequest(gone, { method: 'GET', url: 'app://main/gone.js' }, 'en')
    expect(response.status).toBe(404)
  })
})
