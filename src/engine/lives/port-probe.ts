import { connect } from 'node:net'
import type { Statement } from '@contract/statement'

/** `yes`, or why not. */
export type ProbeAnswer =
  | { readonly yes: true; readonly evidence: Statement }
  /** `stranger`: somebody answered, who is not of the run. */
  | { readonly yes: false; readonly evidence: Statement; readonly stranger?: true }

/** A server that is asked for by `localhost` may listen on either: Node 17 and newer, and so Vite, take `::1` first. */
const LOOPBACKS = ['127.0.0.1', '::1'] as const

/** Whether anybody accepts a connection on this port of either loopback address. Leaves no socket behind. */
export async function askPort(port: number, timeoutMs: number, over: AbortSignal): Promise<ProbeAnswer> {
  const enough = new AbortController()
  const stop = (): void => enough.abort()
  over.addEventListener('abort', stop)
  const asked = LOOPBACKS.map(async (host) => {
    const answer = await tried(host, port, timeoutMs, enough.signal)
    if (answer === 'accepted') stop()
    return answer
  })
  const answers = await Promise.all(asked)
  over.removeEventListener('abort', stop)
  if (answers.includes('accepted')) return { yes: true, evidence: { code: 'port-accepted', port } }
  return answers.includes('silent')
    ? { yes: false, evidence: { code: 'port-silent', port, afterMs: timeoutMs } }
    : { yes: false, evidence: { code: 'port-refused', port } }
}

/** `refused` stands for every error too: a machine without IPv6 has no `::1`. */
function tried(
  host: string,
  port: number,
  timeoutMs: number,
  over: AbortSignal,
): Promise<'accepted' | 'refused' | 'silent'> {
  return new Promise((resolve) => {
    const socket = connect({ port, host, timeout: timeoutMs })
    const finish = (answer: 'accepted' | 'refused' | 'silent'): void => {
      over.removeEventListener('abort', stop)
      socket.destroy()
      resolve(answer)
    }
    const stop = (): void => finish('refused')
    over.addEventListener('abort', stop)
    socket.once('connect', () => finish('accepted'))
    socket.once('timeout', () => finish('silent'))
    socket.once('error', () => finish('refused'))
  })
}
