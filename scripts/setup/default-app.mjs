import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/**
 * What `electron .` needs to find an app, and the fallback runtime lacks.
 * As an `.asar` it is left behind when the app is packaged; as a folder `app` it would win over the packaged app.
 */
export async function packDefaultApp(resources) {
  const { createPackage } = await import('@electron/asar')
  const folder = mkdtempSync(join(tmpdir(), 'quiesce-default-app-'))
  try {
    writeFileSync(
      join(folder, 'package.json'),
      JSON.stringify({ name: 'default-app', type: 'module', main: 'main.js' }),
    )
    writeFileSync(join(folder, 'main.js'), `await (${openApp.toString()})()\n`)
    mkdirSync(resources, { recursive: true })
    await createPackage(folder, join(resources, 'default_app.asar'))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/* Runs inside Electron, as the text of the packed main.js. Electron waits for an ES module: the app is not ready before it. */
async function openApp() {
  const { app } = await import('electron')
  const { readFileSync } = await import('node:fs')
  const { join, resolve } = await import('node:path')
  const { pathToFileURL } = await import('node:url')
  const at = process.argv.findIndex((argument, index) => index > 0 && !argument.startsWith('-'))
  if (at < 0) {
    process.stderr.write('Give the folder of an app: electron <folder>\n')
    app.exit(1)
    return
  }
  const folder = resolve(process.argv[at])
  try {
    const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'))
    app.setName(about.productName ?? about.name)
    app.setVersion(about.version)
    app.setAppPath(folder)
    process.argv.splice(at, 1)
    await import(pathToFileURL(join(folder, about.main)).href)
  } catch (error) {
    process.stderr.write(`${error?.stack ?? error}\n`)
    app.exit(1)
  }
}
