import { readdirSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

export interface PageFile {
  readonly file: string
  readonly mime: string
}

/** Path of the address, as it stands in a request, to the file behind it. */
export type PageFiles = ReadonlyMap<string, PageFile>

const MIME_BY_ENDING: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
}

/** Lists what the build put into `folder`, once. Later requests are looked up here and never joined to a path. */
export function listPageFiles(folder: string): PageFiles {
  const files = new Map<string, PageFile>()
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    const mime = MIME_BY_ENDING[extname(entry.name)]
    if (!entry.isFile() || mime === undefined) continue
    const file = join(entry.parentPath, entry.name)
    files.set(`/${relative(folder, file).split(sep).map(encodeURIComponent).join('/')}`, { file, mime })
  }
  const index = files.get('/index.html')
  if (index !== undefined) files.set('/', index)
  return files
}
