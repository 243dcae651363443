import { expect, it } from 'vitest'
import { webAddress } from '../../src/main/web-address'

it.each([
  ['http://127.0.0.1:5173', 'http://127.0.0.1:5173/'],
  ['https://example.org/a?b#c', 'https://example.org/a?b#c'],
  ['HTTPS://EXAMPLE.ORG', 'https://example.org/'],
  ['https://b\u00fccher.example/', 'https://xn--bcher-kva.example/'],
])('%s is shown in full as %s', (address, href) => {
  expect(webAddress(address)).toBe(href)
})

it.each([
  'file:///etc/passwd',
  'javascript:alert(1)',
  'mailto:a@example.org',
  'vscode://x',
  'https://bank.example@evil.example/',
  'https://a:b@evil.example',
  '',
  'example.org',
])('%s is no address to open', (address) => {
  expect(webAddress(address)).toBeUndefined()
})
