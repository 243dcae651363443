import { ensureEngineBuild } from './setup/ensure-build.mjs'

/** Before the engine's tests: what they import as `@engine/index` is the built engine. */
export async function setup() {
  await ensureEngineBuild()
}
