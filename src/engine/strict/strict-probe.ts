import { spawn } from 'node:child_process'
import { tmpdir } from 'node:os'
import type { StrictMode, StrictTool } from '@contract/strict'
import { messageOf } from '@tools/errors'
import { within } from '../clock/patience'
import { inFolder, launchThrough } from '../processes/launch-prefix'
import { ProcessSpace } from './process-space'

const TOOLS: readonly StrictTool[] = ['unshare', 'bwrap']
/** A code that no tool uses for its own errors: it can only come from the program inside. */
const CODE = 73
const ANSWER_WITHIN_MS = 5_000

/** Finds out once, by doing it, whether and how a process namespace can be had here. */
export class StrictProbe {
  #answer: Promise<StrictMode> | undefined

  ask(): Promise<StrictMode> {
    return (this.#answer ??= probed())
  }

  /** A fresh namespace. Rejects with the sentence that the card shows where there is none to be had. */
  async open(): Promise<ProcessSpace> {
    const mode = await this.ask()
    if (!mode.available) throw new Error(mode.sentence)
    return ProcessSpace.open(mode.by)
  }
}

async function probed(): Promise<StrictMode> {
  if (process.platform !== 'linux') {
    return { available: false, sentence: `Strict mode needs Linux, whose processes can have namespaces of their own.` }
  }
  const problems: string[] = []
  for (const by of TOOLS) {
    try {
      await tried(by)
      return { available: true, by, sentence: `Process namespaces work here, through ${by}.` }
    } catch (error) {
      problems.push(messageOf(error))
    }
  }
  const sentence = `No process namespace can be made on this machine: ${problems.map(withoutStop).join('; ')}.`
  return { available: false, sentence }
}

/** Runs a program in a namespace, and rejects with what stood in the way. */
async function tried(tool: StrictTool): Promise<void> {
  const space = await ProcessSpace.open(tool)
  try {
    const program = { file: '/bin/sh', args: ['-c', `exit ${CODE}`] }
    const { file, args } = launchThrough([space.entry, inFolder(tmpdir())], program)
    const code = await within(ANSWER_WITHIN_MS, codeOf(file, args))
    if (code !== CODE) throw new Error(`a program inside the namespace of ${tool} ended with ${code ?? 'nothing'}`)
  } finally {
    await space.close()
  }
}

function codeOf(file: string, args: readonly string[]): Promise<string | number | null> {
  return new Promise((resolve) => {
    let complaint = ''
    const child = spawn(file, args, { stdio: ['ignore', 'ignore', 'pipe'] })
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString('utf8')))
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) => resolve(code === CODE ? code : complaint.trim() || (signal ?? code)))
  })
}

function withoutStop(sentence: string): string {
  return sentence.replace(/\.$/, '')
}
