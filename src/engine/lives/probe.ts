import { spawn } from 'node:child_process'
import { connect } from 'node:net'
import type { Probe } from '@contract/life'
import { unreachable } from '@contract/unreachable'

/** Everything but a line, which is heard and not looked for. */
export type AskingProbe = Exclude<Probe, { readonly line: string }>

export interface ProbeGround {
  readonly cwd: string
  readonly environment: Readonly<Record<string, string>>
}

/** `yes`, or why not in a sentence. */
export type ProbeAnswer =
  { readonly yes: true; readonly evidence: string } | { readonly yes: false; readonly evidence: string }

/** Looks once. Settles within `timeoutMs`, never rejects, and leaves neither socket nor process behind. */
export async function askProbe(probe: AskingProbe, ground: ProbeGround, timeoutMs: number): Promise<ProbeAnswer> {
  if ('port' in probe) return askPort(probe.port, timeoutMs)
  if ('http' in probe) return askHttp(probe.http, timeoutMs)
  if ('command' in probe) return askCommand(probe.command, ground, timeoutMs)
  return unreachable(probe)
}

function askPort(port: number, timeoutMs: number): Promise<ProbeAnswer> {
  return new Promise((resolve) => {
    const socket = connect({ port, host: '127.0.0.1', timeout: timeoutMs })
    const finish = (answer: ProbeAnswer): void => {
      socket.destroy()
      resolve(answer)
    }
    socket.once('connect', () => finish({ yes: true, evidence: `A connection to port ${port} was accepted.` }))
    socket.once('timeout', () =>
      finish({ yes: false, evidence: `Port ${port} did not answer within ${timeoutMs} ms.` }),
    )
    socket.once('error', () => finish({ yes: false, evidence: `Nobody accepts connections on port ${port}.` }))
  })
}

async function askHttp(address: string, timeoutMs: number): Promise<ProbeAnswer> {
  try {
    // A redirect could lead off this machine: it is an answer, not a way.
    const response = await fetch(address, { redirect: 'manual', signal: AbortSignal.timeout(timeoutMs) })
    await response.body?.cancel()
    return { yes: response.ok, evidence: `${address} answered with status ${response.status}.` }
  } catch (error) {
    const why =
      error instanceof Error && error.name === 'TimeoutError'
        ? `did not answer within ${timeoutMs} ms`
        : 'could not be reached'
    return { yes: false, evidence: `${address} ${why}.` }
  }
}

function askCommand(command: readonly string[], ground: ProbeGround, timeoutMs: number): Promise<ProbeAnswer> {
  const [file = '', ...args] = command
  const spoken = command.join(' ')
  return new Promise((resolve) => {
    const child = spawn(file, args, {
      cwd: ground.cwd,
      env: ground.environment,
      stdio: 'ignore',
      detached: process.platform !== 'win32',
    })
    const timer = setTimeout(() => {
      if (child.pid !== undefined) endGroup(child.pid)
      resolve({ yes: false, evidence: `"${spoken}" did not end within ${timeoutMs} ms.` })
    }, timeoutMs)
    const finish = (answer: ProbeAnswer): void => {
      clearTimeout(timer)
      resolve(answer)
    }
    child.once('error', (error) =>
      finish({ yes: false, evidence: `"${spoken}" could not be started: ${error.message}.` }),
    )
    child.once('exit', (code, signal) =>
      finish({ yes: code === 0, evidence: `"${spoken}" ended with ${signal ?? `exit code ${code ?? '?'}`}.` }),
    )
  })
}

function endGroup(groupId: number): void {
  try {
    process.kill(process.platform === 'win32' ? groupId : -groupId, 'SIGKILL')
  } catch {
    // It ended in the same moment.
  }
}
