import { Linter } from 'eslint'
import tseslint from 'typescript-eslint'
import { describe, expect, it } from 'vitest'
import { layerRule } from '../../eslint.layers.mjs'

/** At this path, this line must be answered with this advice. */
const forbidden: readonly (readonly [file: string, line: string, advice: RegExp])[] = [
  ['src/tools/defined.ts', "import { join } from 'node:path'", /tools are pure/],
  ['src/tools/defined.ts', "import type { RunId } from '@contract/ids'", /tools are pure/],
  ['src/contract/run.ts', "import { join } from 'node:path'", /work with Node belongs to src\/engine/],
  ['src/contract/run.ts', "import type { Run } from '@engine/runs/run'", /move the type it needs down/],
  ['src/contract/run.ts', "import x from 'yaml'", /contract imports nothing of ours but the tools/],
  ['src/contract/run.ts', "import { withoutSecrets } from '@vocabulary/secrets'", /move the type it needs down/],
  ['src/vocabulary/durations.ts', "import { join } from 'node:path'", /work with Node belongs to src\/engine/],
  ['src/vocabulary/durations.ts', "import { useMemo } from 'react'", /vocabulary shows nothing/],
  ['src/vocabulary/durations.ts', "import { tenths } from '@engine/clock/clock'", /knows only the contract/],
  ['src/vocabulary/durations.ts', "import type { Run } from '@engine/runs/run'", /knows only the contract/],
  ['src/vocabulary/durations.ts', "import x from 'yaml'", /knows only the contract/],
  ['src/vocabulary/durations.ts', "import { MASK } from '@vocabulary/secrets'", /by a relative path/],
  ['src/engine/runs/run.ts', "import { app } from 'electron'", /plain Node: give it what it needs through a port/],
  ['src/engine/runs/run.ts', "import type { App } from 'electron'", /plain Node/],
  ['src/engine/runs/run.ts', "const { app } = await import('electron')", /plain Node/],
  ['src/engine/runs/run.ts', "const { app } = require('electron')", /plain Node/],
  ['src/engine/runs/run.ts', "type App = import('electron').App", /plain Node/],
  ['src/engine/runs/run.ts', "import electron = require('electron')", /plain Node/],
  ['src/engine/runs/run.ts', "export { useState } from 'react'", /engine shows nothing/],
  ['src/engine/runs/run.ts', "export * from '../../main/compose'", /engine knows only the contract/],
  ['src/engine/runs/run.ts', "import { join } from '../../../scripts/setup/places.mjs'", /leaves src/],
  ['src/engine/runs/run.ts', "import type { RunId } from '../../contract/ids'", /import it by alias \(@contract/],
  ['src/engine/runs/run.ts', "import { climb } from '@engine/stop/stop-ladder'", /by a relative path/],
  ['src/engine/stop/stop-ladder.ts', "import { processKind } from '../kinds/process-kind'", /must not use kinds/],
  ['src/engine/stop/stop-ladder.ts', "await import('../kinds/process-kind')", /must not use kinds/],
  ['src/engine/clock/clock.ts', "import { Supervisor } from '../supervisor'", /must not use supervisor/],
  ['src/engine/oddments/odd.ts', "import { clock } from '../clock/clock'", /not in the table/],
  ['src/main/compose.ts', "import { createElement } from 'react'", /Main shows nothing/],
  ['src/main/compose.ts', "import { board } from '../renderer/app'", /only by the commands and pushes/],
  ['src/main/compose.ts', "import { climb } from '@engine/stop/stop-ladder'", /import '@engine\/index'/],
  ['src/preload/index.ts', "import { asRunId } from '@contract/ids'", /import the type only/],
  ['src/preload/index.ts', "import { MASK } from '@vocabulary/secrets'", /word it in main or in the page/],
  ['src/preload/index.ts', "import { readFile } from 'node:fs'", /sandboxed preload has no Node/],
  ['src/preload/index.ts', "import { z } from 'zod'", /a bridge and nothing else/],
  ['src/renderer/app.tsx', "import { ipcRenderer } from 'electron'", /page has no Electron/],
  ['src/renderer/app.tsx', "await import('node:fs')", /page has no Node/],
  ['src/renderer/app.tsx', "import fs from 'fs'", /page has no Node/],
  ['src/renderer/app.tsx', "import type { Run } from '@engine/runs/run'", /page sees only words/],
  ['src/renderer/app.tsx', "import { launch } from '../../test/e2e/support/launch'", /leaves src/],
  ['src/renderer/ui/button.tsx', "import type { Phase } from '@contract/run'", /knows no word of the domain/],
  ['src/renderer/ui/button.tsx', "import { stopRun } from '../client/commands'", /knows no word of the domain/],
]

const allowed: readonly (readonly [file: string, line: string])[] = [
  ['src/contract/task.ts', "import { z } from 'zod'"],
  ['src/contract/task.ts', "import { defined } from '@tools/defined'"],
  ['src/engine/clock/clock.ts', "import { deferred } from '@tools/deferred'"],
  ['src/main/compose.ts', "import { Emitter } from '@tools/emitter'"],
  ['src/renderer/ui/button.tsx', "import { defined } from '@tools/defined'"],
  ['src/contract/task.ts', "import type { RunId } from './ids'"],
  ['src/vocabulary/durations.ts', "import type { RunId } from '@contract/ids'"],
  ['src/vocabulary/durations.ts', "import { defined } from '@tools/defined'"],
  ['src/vocabulary/durations.ts', "import { KINDS } from '@contract/kind'"],
  ['src/vocabulary/durations.ts', "import { MASK } from './secrets'"],
  ['src/engine/runs/run.ts', "import { spanText } from '@vocabulary/durations'"],
  ['src/main/compose.ts', "import { spanText } from '@vocabulary/durations'"],
  ['src/renderer/app.tsx', "import { spanText } from '@vocabulary/durations'"],
  ['src/engine/runs/run.ts', "import { unreachable } from '@contract/unreachable'"],
  ['src/engine/runs/run.ts', "import { spawn } from 'node:child_process'"],
  ['src/engine/runs/run.ts', "import { climb } from '../stop/stop-ladder'"],
  ['src/engine/stop/stop-ladder.ts', "import type { RunBody } from '../kinds/task-kind'"],
  ['src/engine/stop/stop-ladder.ts', "import { SpecError } from '../spec-error'"],
  ['src/engine/supervisor.ts', "import { Run } from './runs/run'"],
  ['src/main/compose.ts', "import { createEngine } from '@engine/index'"],
  ['src/main/index.ts', "import { startJournalThread } from '@engine/ahead'"],
  ['src/main/compose.ts', "import type { HostStarter } from '@engine/host/host-process'"],
  ['src/preload/index.ts', "import type { QuiesceApi } from '@contract/channels'"],
  ['src/preload/index.ts', "import { type QuiesceApi } from '@contract/channels'"],
  ['src/renderer/app.tsx', "import { Button } from './ui/button'"],
  ['src/renderer/ui/button.tsx', "import { Slot } from 'radix-ui'"],
  ['test/e2e/x.e2e.ts', "import { app } from 'electron'"],
]

describe('the layers', () => {
  it.each(forbidden)('%s must not say %s', (file, line, advice) => {
    const said = lint(file, line)
    expect(said).toHaveLength(1)
    expect(said[0]).toMatch(advice)
  })

  it.each(allowed)('%s may say %s', (file, line) => {
    expect(lint(file, line)).toEqual([])
  })
})

function lint(file: string, line: string): string[] {
  return new Linter({ configType: 'flat' })
    .verify(
      line,
      {
        files: ['**/*.{ts,tsx}'],
        languageOptions: { parser: tseslint.parser },
        plugins: { quiesce: { rules: { layers: layerRule } } },
        rules: { 'quiesce/layers': 'error' },
      },
      { filename: file },
    )
    .map((message) => message.message)
}
