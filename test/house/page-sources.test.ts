import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'

const root = join(import.meta.dirname, '../..')
const sources = readdirSync(join(root, 'src/renderer'), { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.(tsx?|html|css)$/.test(name))
  .map((name) => ({ name, text: readFileSync(join(root, 'src/renderer', name), 'utf8') }))

/** Addresses that are only shown or opened in the browser: this machine's own, and the guide's links. */
const SHOWN =
  /https?:\/\/(?:127\.0\.0\.1|localhost|nodejs\.org|docs\.python\.org|developer\.mozilla\.org|www\.w3\.org)\b/g

it('the page names no address to load anything from', () => {
  expect(sources.length).toBeGreaterThan(100)
  const remote = sources.filter(({ text }) => /\b(?:https?|wss?|ftp):\/\//i.test(text.replaceAll(SHOWN, '')))
  expect(remote.map(({ name }) => name)).toEqual([])
})

it('no webview, no frame, no inline handler and no text taken for HTML stands in the page', () => {
  const forbidden = /<webview|<iframe|<object\b|<embed\b|\sonclick=["']|dangerouslySetInnerHTML|\.innerHTML\s*=/
  expect(sources.filter(({ text }) => forbidden.test(text)).map(({ name }) => name)).toEqual([])
})

it('index.html loads scripts and styles from its own files only', () => {
  const html = sources.find(({ name }) => name === 'index.html')?.text ?? ''
  const loaded = [...html.matchAll(/\b(?:src|href)="([^"]*)"/g)].map((match) => match[1] ?? '')
  expect(loaded.length).toBeGreaterThan(0)
  expect(loaded.filter((address) => !/^\.?\//.test(address))).toEqual([])
  expect(html).not.toMatch(/<script(?![^>]*\bsrc=)/)
})
