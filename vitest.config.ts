import { existsSync, readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { configDefaults, defineConfig } from 'vitest/config'
import { aliases } from './build.config.ts'

const liveTests = findLiveTests()
const common = {
  exclude: [...configDefaults.exclude, 'out/**', 'test/fixtures/**'],
  environment: 'node' as const,
  // What is polled for comes when the machine has time for it; the default of a second is a bound on the machine.
  expect: { poll: { timeout: 15_000, interval: 10 } },
}
const sources = Object.entries(aliases).map(([find, replacement]) => ({ find, replacement }))
/** What is tested is what is shipped: the doors of the engine are the built ones, its other modules are the sources. */
const built = [
  { find: /^@engine\/(index|ahead|stack-files)$/, replacement: join(import.meta.dirname, 'out/engine/$1.js') },
  ...sources,
]

export default defineConfig({
  test: {
    projects: [
      {
        // These need no build.
        resolve: { alias: sources },
        test: {
          ...common,
          name: 'unit',
          include: [
            'test/{tools,contract,vocabulary,engine,faults,main,preload,renderer,house,lint,scripts}/**/*.test.{ts,tsx}',
          ],
          exclude: [...common.exclude, ...liveTests],
          testTimeout: 20_000,
        },
      },
      {
        resolve: { alias: built },
        test: {
          ...common,
          name: 'engine',
          // A folder that is still empty is no error, but an empty list would mean "the default pattern".
          include: liveTests.length > 0 ? liveTests : ['test/engine/none.test.ts'],
          globalSetup: 'scripts/build-engine-once.mjs',
          testTimeout: 30_000,
          hookTimeout: 30_000,
          pool: 'forks',
          // Real processes and real patience: more at a time than cores only makes clocks lie.
          maxWorkers: 2,
        },
      },
    ],
  },
})

/**
 * Tests of the engine that start real workers or processes, told by what they import, and those that take ten thousand tries.
 * The rest are pure and quick: `npm run check` runs them.
 */
function findLiveTests(): string[] {
  return ['test/engine', 'test/faults', 'test/main'].flatMap((folder) => {
    const root = join(import.meta.dirname, folder)
    if (!existsSync(root)) return []
    return readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.test.ts'))
      .filter((name) => name.endsWith('-fuzz.test.ts') || (folder !== 'test/main' && isLive(join(root, name))))
      .map((name) => `${folder}/${name.replaceAll('\\', '/')}`)
  })
}

function isLive(file: string): boolean {
  return /@engine\/index'|out\/engine|\/support\/|node:child_process/.test(readFileSync(file, 'utf8'))
}
