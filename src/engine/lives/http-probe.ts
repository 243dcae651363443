import { request as requestHttp, type IncomingMessage } from 'node:http'
import { request as requestHttps } from 'node:https'
import type { LookupFunction } from 'node:net'
import type { Statement } from '@contract/statement'
import type { HttpSilence } from '@contract/statements/probe-statements'
import { codeOf } from '@tools/errors'
import { monotonicMs } from '../clock/clock'

const MOST_REDIRECTS = 5
const LOOPBACK_HOST = /^(?:localhost|127(?:\.\d{1,3}){3}|\[::1\])$/

export interface HttpAnswer {
  readonly yes: boolean
  readonly evidence: Statement
  /** The ports of this machine that answered, in their order. */
  readonly ports: readonly number[]
}

type Reply = { readonly status: number; readonly location: string | undefined } | HttpSilence

/**
 * GET, with Node's own client: `fetch` refuses eighty ports (6666, 5061, 10080 …) as a browser must. A status from 200 to 299
 * is a yes. A redirect is followed on this machine, and is a yes where it leads off it: the program has answered. No body is
 * read. Any certificate will do: the address is on this machine, and what is asked is whether it answers, not who it is.
 */
export async function askHttp(asked: string, timeoutMs: number, over: AbortSignal): Promise<HttpAnswer> {
  const until = monotonicMs() + timeoutMs
  const ports: number[] = []
  let at = new URL(asked)
  for (let redirects = 0; redirects <= MOST_REDIRECTS; redirects += 1) {
    const reply = await askOnce(at, until - monotonicMs(), timeoutMs, over)
    const address = withoutQuery(at)
    if ('because' in reply) return { yes: false, evidence: { code: 'address-silent', address, silence: reply }, ports }
    ports.push(portOf(at))
    const { status, location } = reply
    const next = status >= 300 && status <= 399 ? target(location, at) : undefined
    if (!next)
      return {
        yes: status >= 200 && status <= 299,
        evidence: { code: 'address-answered', address, status },
        ports,
      }
    if (!LOOPBACK_HOST.test(next.hostname)) {
      return { yes: true, evidence: { code: 'address-led-away', address, status, host: next.hostname }, ports }
    }
    at = next
  }
  const start = withoutQuery(new URL(asked))
  return { yes: false, evidence: { code: 'address-redirects-on', address: start, most: MOST_REDIRECTS }, ports }
}

function askOnce(address: URL, leftMs: number, timeoutMs: number, over: AbortSignal): Promise<Reply> {
  return new Promise((resolve) => {
    const options = {
      agent: false,
      headers: { accept: '*/*', 'user-agent': 'Quiesce' },
      ...(address.hostname === 'localhost' && { lookup: bothLoopbacks, autoSelectFamily: true }),
    }
    const request =
      address.protocol === 'https:'
        ? requestHttps(address, { ...options, rejectUnauthorized: false })
        : requestHttp(address, options)
    const finish = (reply: Reply): void => {
      clearTimeout(timer)
      over.removeEventListener('abort', stop)
      resolve(reply)
      request.destroy()
    }
    const timer = setTimeout(() => finish({ because: 'late', afterMs: timeoutMs }), Math.max(1, leftMs))
    const stop = (): void => finish({ because: 'given-up' })
    over.addEventListener('abort', stop)
    request.once('response', ({ statusCode = 0, headers }: IncomingMessage) =>
      finish({ status: statusCode, location: headers.location }),
    )
    // A server that begins to speak another protocol (101) has answered, though not with what was asked.
    request.once('upgrade', ({ statusCode = 0 }: IncomingMessage) =>
      finish({ status: statusCode, location: undefined }),
    )
    // After an answer too, when the rest is thrown away: then it is known already.
    request.on('error', (error) => finish({ because: causeOf(error) }))
    request.once('close', () => finish({ because: 'closed' }))
    request.end()
  })
}

/** `localhost` is this machine, whatever a file or a name server says, and a server may listen on either address. RFC 6761, 6.3. */
const bothLoopbacks: LookupFunction = (_hostname, _options, tell) =>
  tell(null, [
    { address: '127.0.0.1', family: 4 },
    { address: '::1', family: 6 },
  ])

function causeOf(error: Error): 'not-http' | 'not-tls' | 'closed' | 'not-reached' {
  const code = codeOf(error)
  if (code.startsWith('HPE_')) return 'not-http'
  if (code.startsWith('ERR_SSL_') || code === 'EPROTO') return 'not-tls'
  if (code === 'ECONNRESET') return 'closed'
  return 'not-reached'
}

function target(location: string | undefined, from: URL): URL | undefined {
  if (location === undefined || !URL.canParse(location, from.href)) return undefined
  const next = new URL(location, from.href)
  return next.protocol === 'http:' || next.protocol === 'https:' ? next : undefined
}

export function portOf({ port, protocol }: URL): number {
  return port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port)
}

/** Without its query, which may hold a token. */
function withoutQuery({ origin, pathname }: URL): string {
  return `${origin}${pathname}`
}
