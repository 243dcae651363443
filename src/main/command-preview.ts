import { homedir } from 'node:os'
import type { Commands } from '@contract/channels'
import type { TaskSpec } from '@contract/task'
import { commandLineOf } from '@vocabulary/command-line'
import { resolveCommand } from '@engine/index'

/** What a process task would run: the line as a person would type it, with secrets masked, and the program that its name stands for now. */
export async function previewCommand(spec: TaskSpec, shell: string): Promise<Commands['checkTask']['value']> {
  if (spec.kind !== 'process') return {}
  const commandLine = commandLineOf(spec, shell) ?? ''
  if (spec.shell === true) return { commandLine }
  const resolved = await resolveCommand(spec.command, spec.cwd ?? homedir(), spec.env?.['PATH'] ?? process.env['PATH'])
  return resolved.ok ? { commandLine, resolvedPath: resolved.path } : { commandLine }
}
