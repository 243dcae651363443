import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import type { Language } from '@contract/settings'
import { ERROR_PAGE, ERROR_PAGE_PATH } from './error-page'
import { PAGE_HOST, PAGE_SCHEME } from './own-page'
import type { PageFiles } from './page-files'
import { NONCE_MARK, pageHeaders } from './page-headers'
import { WORDS } from './words'

/** Answers from the map and from nothing else. What a request names is only ever a key, so there is no path to climb. */
export async function answerPageRequest(
  files: PageFiles,
  request: { readonly method: string; readonly url: string },
  language: Language,
): Promise<Response> {
  const nonce = randomBytes(18).toString('base64')
  const headers = pageHeaders(nonce)
  const plain = { ...headers, 'Content-Type': 'text/plain; charset=utf-8' }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return new Response(WORDS.onlyGetAndHead, { status: 405, headers: { ...plain, Allow: 'GET, HEAD' } })
  }
  const path = pathOf(request.url)
  const found = path === undefined ? undefined : await contentOf(files, path, { nonce, language })
  if (found === undefined) return new Response(WORDS.noSuchPage, { status: 404, headers: plain })
  const body = request.method === 'HEAD' ? null : found.body
  return new Response(body, { headers: { ...headers, 'Content-Type': found.mime } })
}

function pathOf(address: string): string | undefined {
  const url = URL.canParse(address) ? new URL(address) : undefined
  return url?.protocol === `${PAGE_SCHEME}:` && url.host === PAGE_HOST ? url.pathname : undefined
}

async function contentOf(
  files: PageFiles,
  path: string,
  { nonce, language }: { readonly nonce: string; readonly language: Language },
): Promise<{ body: string | Uint8Array<ArrayBuffer>; mime: string } | undefined> {
  if (path === ERROR_PAGE_PATH) return { body: ERROR_PAGE, mime: 'text/html; charset=utf-8' }
  const page = files.get(path)
  if (page === undefined) return undefined
  const bytes = await readFile(page.file).catch(() => undefined)
  if (bytes === undefined) return undefined
  if (!page.mime.startsWith('text/html')) return { body: new Uint8Array(bytes), mime: page.mime }
  // The page reads its language from here before it words anything.
  const text = bytes.toString('utf8').replace('<html lang="en">', `<html lang="${language}">`)
  return { body: text.replaceAll(NONCE_MARK, nonce), mime: page.mime }
}
