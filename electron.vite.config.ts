import { join } from 'node:path'
import tailwind from '@tailwindcss/vite'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'
import type { Plugin } from 'vite'
import { aliases, nodeTarget, pageTarget, pureAliases } from './build.config.ts'

const source = join(import.meta.dirname, 'src')

export default defineConfig({
  main: {
    resolve: { alias: pureAliases },
    plugins: [engineStaysOutside()],
    build: {
      target: nodeTarget,
      outDir: 'out/main',
      externalizeDeps: { exclude: ['zod', 'yaml'] },
      minify: false,
      sourcemap: true,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { index: join(source, 'main/index.ts') },
        output: { format: 'es', entryFileNames: '[name].js', chunkFileNames: 'chunk-[name]-[hash].js' },
      },
    },
  },
  preload: {
    resolve: { alias: aliases },
    build: {
      target: nodeTarget,
      outDir: 'out/preload',
      // A sandboxed preload can require nothing but `electron`: everything else goes into the one file.
      externalizeDeps: false,
      minify: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { index: join(source, 'preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: join(source, 'renderer'),
    resolve: { alias: pureAliases },
    plugins: [react(), tailwind(), fontsWithTheScript()],
    build: {
      target: pageTarget,
      // A page of half the size is read in half the time at every start.
      minify: true,
      outDir: join(import.meta.dirname, 'out/renderer'),
      // One style sheet for all of its files: what is opened later needs to wait for none.
      cssCodeSplit: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input: { index: join(source, 'renderer/index.html') },
        // What several files use is one file: each one that the first page needs is one more thing to ask main for.
        output: { codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] } },
      },
    },
  },
})

/**
 * Leaves the engine out of the main bundle: `@engine/index` becomes `../engine/index.js`, and so for its three other doors.
 * Two copies would be two classes of the same name, and the engine could not find its own entry files.
 */
function engineStaysOutside(): Plugin {
  return {
    name: 'quiesce:engine-stays-outside',
    enforce: 'pre',
    resolveId(id, importer) {
      if (!id.startsWith('@engine/')) return null
      const door = /^@engine\/(index|ahead|files|stack-files)$/.exec(id)?.[1]
      if (door !== undefined) return { id: `../engine/${door}.js`, external: true }
      return this.error(
        `${importer ?? 'src/main'} imports ${id} at run time. Only types may be imported from there: ` +
          `export what is needed from src/engine/index.ts and import it from '@engine/index'.`,
      )
    },
  }
}

/** Has the page ask for the two fonts that it always needs before it knows so: text never changes its shape after it was read. */
function fontsWithTheScript(): Plugin {
  return {
    name: 'quiesce:fonts-with-the-script',
    transformIndexHtml: {
      order: 'post',
      handler(_html, { bundle = {} }) {
        const fonts = Object.keys(bundle).filter((file) => file.includes('-latin-wght-normal'))
        return fonts.map((file) => ({
          tag: 'link',
          attrs: { rel: 'preload', as: 'font', type: 'font/woff2', crossorigin: true, href: `./${file}` },
          injectTo: 'head',
        }))
      },
    },
  }
}
