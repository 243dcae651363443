import { homedir } from 'node:os'
import type { Commands } from '@contract/channels'
import type { TaskSpec } from '@contract/task'
import { resolveCommand } from '@engine/index'

/** What a process task would run: the line as a person would type it, and the program that its name stands for now. */
export async function previewCommand(spec: TaskSpec): Promise<Commands['checkTask']['value']> {
  if (spec.kind !== 'process') return {}
  if (spec.shell === true) return { commandLine: spec.command }
  const commandLine = [spec.command, ...(spec.args ?? [])].map(quoted).join(' ')
  const resolved = await resolveCommand(spec.command, spec.cwd ?? homedir(), spec.env?.['PATH'] ?? process.env['PATH'])
  return resolved.ok ? { commandLine, resolvedPath: resolved.path } : { commandLine }
}

function quoted(argument: string): string {
  return /^[\w@%+=:,./-]+$/.test(argument) ? argument : `'${argument.replaceAll("'", `'\\''`)}'`
}
