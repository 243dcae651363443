import { readFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import type { Launched } from './launch'
import { settled } from './settled'

/** A world of its own: the page's policy lets no script of ours in, and axe must not change the page. */
const WORLD = 999
const axeFile = createRequire(import.meta.url).resolve('axe-core/axe.min.js')

/** What axe-core finds in the page, however small, once it has come to rest, as sentences. */
export async function axeFindings({ app, page }: Launched): Promise<readonly string[]> {
  const axe = await readFile(axeFile, 'utf8')
  await settled(page)
  return app.evaluate(
    async ({ BrowserWindow }, { axe, world }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      const inWorld = (code: string): Promise<unknown> =>
        contents?.executeJavaScriptInIsolatedWorld(world, [{ code }]) ?? Promise.resolve()
      await inWorld(`if (typeof axe === 'undefined') { ${axe} }; 0`)
      await inWorld(`globalThis.found = undefined; axe.run(document, { resultTypes: ['violations'] }).then(
        ({ violations, passes }) => { globalThis.found = JSON.stringify(passes.length < 10 ? ['axe checked next to nothing'] : violations
          .flatMap(({ id, impact, nodes }) => nodes.map(({ target, failureSummary }) =>
            id + ' (' + impact + ') at ' + target.join(' ') + ': ' + failureSummary))) },
        (error) => { globalThis.found = JSON.stringify(['axe failed: ' + String(error)]) }); 0`)
      // The value of a promise is not handed over from another world: it is asked for until it is there.
      for (;;) {
        const found = await inWorld('globalThis.found')
        if (typeof found === 'string') return JSON.parse(found) as string[]
        await new Promise((resolve) => setTimeout(resolve, 50))
      }
    },
    { axe, world: WORLD },
  )
}
