/** Stacks as files. A door of its own: half of the engine's text reads and writes YAML, and no start needs it. */
export { exportStack, type ExportedStack, type ExportOptions } from './stacks/export-stack'
export { loadStackFile, parseStackText, readStackFile } from './stacks/read-stack-file'
