import { z } from 'zod'
import { WHEN_RUNNINGS } from '@contract/life'
import { WATCH_DEFAULTS, WHEN_RUNNING_DEFAULT } from '@vocabulary/defaults'
import { sayDuration } from '@vocabulary/durations'
import { duration, few, filePath, known, portNumber, taskName, textOf, wholeFrom } from './file-parts'

// Parts of a task of a stack file that concern what happens around its runs.

export const watch = z
  .union(
    [
      few(filePath, 1, 100, 'paths'),
      known(
        {
          paths: few(filePath, 1, 100, 'paths'),
          ignore: few(taskName, 0, 100, 'names')
            .exactOptional()
            .describe(`Names and patterns that do not count. Default ${WATCH_DEFAULTS.ignore.join(' and ')}.`),
          quiet: duration(0)
            .exactOptional()
            .describe(`A burst of changes is one change. Default ${sayDuration(WATCH_DEFAULTS.quietMs)}.`),
        },
        'a watch with paths',
      ),
    ],
    { error: 'a list of paths, or a map with paths' },
  )
  .describe('Restart it when these files, folders or patterns such as src/**/*.ts change.')

export const expectations = known(
  {
    filesGone: few(filePath, 0, 100, 'paths').exactOptional(),
    portsFree: few(portNumber, 0, 100, 'ports').exactOptional(),
    printed: textOf(1_000, 'a text of 1 to 1000 characters').exactOptional(),
    exitCodes: few(wholeFrom(0, 255), 0, 256, 'whole numbers from 0 to 255').exactOptional(),
  },
  'a map with filesGone, portsFree, printed or exitCodes',
).describe('What must hold after every stop.')

export const whenRunning = z
  .literal(WHEN_RUNNINGS, { error: WHEN_RUNNINGS.join(', ') })
  .describe(
    `What a start does while it runs: refuse it with a sentence, restart it, or start another run beside it. Default ${WHEN_RUNNING_DEFAULT}.`,
  )
