import { runScript } from './setup/problem.mjs'
import { runParts, typeParts } from './setup/static-parts.mjs'

await runScript(async () => ((await runParts(typeParts())).every((part) => part.passed) ? 0 : 1))
