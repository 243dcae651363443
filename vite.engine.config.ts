import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join, parse } from 'node:path'
import { defineConfig, type Plugin } from 'vite'
import { aliases, nodeTarget } from './build.config.ts'

const engine = join(import.meta.dirname, 'src/engine')

/** The engine as a plain Node library. The main process loads this very output, so that one copy is on disk. */
export default defineConfig({
  resolve: { alias: aliases },
  publicDir: false,
  plugins: [watchdogScript()],
  ssr: { noExternal: true, external: ['libsql', '@lydell/node-pty'] },
  build: {
    ssr: true,
    target: nodeTarget,
    outDir: 'out/engine',
    emptyOutDir: true,
    minify: false,
    sourcemap: true,
    reportCompressedSize: false,
    rolldownOptions: {
      input: { ...processEntries(), ...workloadEntries() },
      preserveEntrySignatures: 'strict',
      output: {
        format: 'es',
        entryFileNames: '[name].js',
        // Flat beside the entries: `new URL('./host.js', import.meta.url)` means the same in a chunk as in an entry.
        chunkFileNames: 'chunk-[name]-[hash].js',
      },
    },
  },
})

function processEntries(): Record<string, string> {
  const entries = {
    index: join(engine, 'index.ts'),
    ahead: join(engine, 'ahead.ts'),
    files: join(engine, 'files.ts'),
    'stack-files': join(engine, 'stack-files.ts'),
    host: join(engine, 'host/host-main.ts'),
    'workload-worker': join(engine, 'host/workload-worker.ts'),
    'journal-worker': join(engine, 'journal/journal-worker.ts'),
  }
  return Object.fromEntries(Object.entries(entries).filter(([, file]) => existsSync(file)))
}

/** `src/engine/workloads/<group>/<name>.ts` becomes `out/engine/workloads/<group>/<name>.js`. */
function workloadEntries(): Record<string, string> {
  const root = join(engine, 'workloads')
  if (!existsSync(root)) return {}
  const entries: Record<string, string> = {}
  for (const group of readdirSync(root, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
    for (const file of readdirSync(join(root, group.name)).filter((name) => /\.m?ts$/.test(name))) {
      entries[`workloads/${group.name}/${parse(file).name}`] = join(root, group.name, file)
    }
  }
  return entries
}

/** The watchdog is a shell script: it is copied as it stands. */
function watchdogScript(): Plugin {
  const file = join(engine, 'watchdog/watchdog.sh')
  return {
    name: 'quiesce-watchdog-script',
    buildStart() {
      this.addWatchFile(file)
    },
    generateBundle() {
      this.emitFile({ type: 'asset', fileName: 'watchdog.sh', source: readFileSync(file, 'utf8') })
    },
  }
}
