import { request, type ClientRequest } from 'node:http'
import type { Statement } from '@contract/statement'
import { defined } from '@tools/defined'
import { codeOf } from '@tools/errors'
import { z } from 'zod'
import { containerFacts, execFacts, type ContainerFacts, type ExecFacts } from './container-facts'

/** A daemon that lives answers within milliseconds; one that hangs must not hold up a stop. */
const ANSWER_WITHIN_MS = 2_000
const MOST_BYTES = 8_388_608
/** Beyond the time that a stop may take by itself. */
const STOP_SLACK_MS = 5_000
/** More containers made since a run began are not looked at one by one. */
const MOST_CONTAINERS = 200

export type Told<Value> =
  | { readonly ok: true; readonly value: Value }
  /** Words make a clause of the problem: `the daemon at /var/run/docker.sock did not answer within 2 s`. */
  | { readonly ok: false; readonly problem: Statement; readonly status?: number }

const summaries = z.array(z.looseObject({ Id: z.string(), Created: z.number() }))
const failure = z.looseObject({ message: z.string() })

/**
 * One container daemon, asked over its Unix socket: the Docker Engine API, which Podman's service speaks as well. It is read, and
 * asked to stop or kill one container by its full id; nothing else is ever sent. Nothing here rejects, and every wait is bounded.
 * https://docs.docker.com/reference/api/engine/
 */
export class ContainerDaemon {
  readonly socketPath: string

  constructor(socketPath: string) {
    this.socketPath = socketPath
  }

  get address(): string {
    return `unix://${this.socketPath}`
  }

  /** Everything about one container; undefined where the daemon knows none of this name or id. */
  async inspect(idOrName: string): Promise<Told<ContainerFacts | undefined>> {
    const told = await this.#ask('GET', `/containers/${encodeURIComponent(idOrName)}/json`)
    if (!told.ok) return told.status === 404 ? { ok: true, value: undefined } : told
    return this.#parsed(told.value, containerFacts)
  }

  async exec(id: string): Promise<Told<ExecFacts | undefined>> {
    const told = await this.#ask('GET', `/exec/${encodeURIComponent(id)}/json`)
    if (!told.ok) return told.status === 404 ? { ok: true, value: undefined } : told
    return this.#parsed(told.value, execFacts)
  }

  /** Every container that was made since `sinceMs` (wall clock), or that carries this label, running or not. */
  async containers(sinceMs: number, label?: string): Promise<Told<readonly ContainerFacts[]>> {
    const filters = label === undefined ? '' : `&filters=${encodeURIComponent(JSON.stringify({ label: [label] }))}`
    const told = await this.#ask('GET', `/containers/json?all=1${filters}`)
    if (!told.ok) return told
    const listed = this.#parsed(told.value, summaries)
    if (!listed.ok) return listed
    // Whole seconds: one that was made in the second in which the run began counts here, and is compared exactly later.
    const since = Math.floor(sinceMs / 1_000)
    const ids = listed.value.filter(({ Created }) => label !== undefined || Created >= since).map(({ Id }) => Id)
    const facts = await Promise.all(ids.slice(0, MOST_CONTAINERS).map((id) => this.inspect(id)))
    const problem = facts.find((each) => !each.ok)
    if (problem?.ok === false) return problem
    return { ok: true, value: facts.flatMap((each) => (each.ok && each.value ? [each.value] : [])) }
  }

  /** Asks it to stop by its own signal. After `graceSeconds` the daemon kills it; absent: its own time; -1: never. */
  async stop(id: string, graceSeconds?: number): Promise<Told<undefined>> {
    const query = graceSeconds === undefined ? '' : `?t=${graceSeconds}`
    const waits = graceSeconds === undefined || graceSeconds < 0 ? 600_000 : graceSeconds * 1_000
    return this.#done(
      await this.#ask('POST', `/containers/${encodeURIComponent(id)}/stop${query}`, waits + STOP_SLACK_MS),
    )
  }

  async kill(id: string): Promise<Told<undefined>> {
    return this.#done(await this.#ask('POST', `/containers/${encodeURIComponent(id)}/kill`))
  }

  /**
   * Calls `line` with each event's JSON from `sinceMs` on, and `over` once when no more comes. Returns its undo.
   * The daemon sends one object a line for as long as the connection stands.
   */
  listen(sinceMs: number, actions: readonly string[], line: (json: string) => void, over: () => void): () => void {
    const filters = encodeURIComponent(JSON.stringify({ type: ['container'], event: actions }))
    const asked = this.#request('GET', `/events?since=${(sinceMs / 1_000).toFixed(3)}&filters=${filters}`)
    let text = ''
    asked.once('response', (response) => {
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => {
        const lines = (text + chunk).split('\n')
        text = (lines.pop() ?? '').slice(-MOST_BYTES)
        lines.filter((each) => each.trim() !== '').forEach(line)
      })
      response.once('close', over)
      response.on('error', () => undefined)
    })
    asked.once('error', over)
    // Whoever only listens keeps no process alive.
    asked.once('socket', (socket) => socket.unref())
    asked.end()
    return () => asked.destroy()
  }

  #request(method: string, path: string): ClientRequest {
    return request({ socketPath: this.socketPath, method, path, agent: false, headers: { Host: 'localhost' } })
  }

  #ask(method: 'GET' | 'POST', path: string, withinMs = ANSWER_WITHIN_MS): Promise<Told<string>> {
    return new Promise((resolve) => {
      const { socketPath } = this
      const asked = this.#request(method, path)
      const afterSeconds = Math.round(withinMs / 1_000)
      const late = setTimeout(() => fail({ code: 'daemon-silent', socketPath, afterSeconds }), withinMs)
      const finish = (told: Told<string>): void => {
        clearTimeout(late)
        resolve(told)
        asked.destroy()
      }
      const fail = (problem: Statement, status?: number): void => finish({ ok: false, problem, ...defined({ status }) })
      asked.once('error', (error) => fail(problemOf(error, socketPath)))
      asked.once('response', (response) => {
        let body = ''
        response.setEncoding('utf8')
        response.on('data', (chunk: string) => {
          body += chunk
          if (body.length > MOST_BYTES) fail({ code: 'daemon-answer-too-long', socketPath, mostBytes: MOST_BYTES })
        })
        response.once('error', (error) => fail(problemOf(error, socketPath)))
        response.once('end', () => {
          const status = response.statusCode ?? 0
          // 304: it was asked for what is so already.
          if ((status >= 200 && status < 300) || status === 304) return finish({ ok: true, value: body })
          fail({ code: 'daemon-refused', socketPath, status, ...defined({ message: messageOf(body) }) }, status)
        })
      })
      asked.end()
    })
  }

  #done(told: Told<string>): Told<undefined> {
    return told.ok ? { ok: true, value: undefined } : told
  }

  #parsed<Value>(text: string, schema: z.ZodType<Value>): Told<Value> {
    try {
      const parsed = schema.safeParse(JSON.parse(text))
      if (parsed.success) return { ok: true, value: parsed.data }
    } catch {
      // The answer below says as much.
    }
    return { ok: false, problem: { code: 'daemon-not-understood', socketPath: this.socketPath } }
  }
}

function messageOf(body: string): string | undefined {
  try {
    const parsed = failure.safeParse(JSON.parse(body))
    if (parsed.success) return parsed.data.message.slice(0, 200)
  } catch {
    // Not every failure comes as JSON.
  }
  return body.trim().slice(0, 200) || undefined
}

function problemOf(error: Error, socketPath: string): Statement {
  const code = codeOf(error)
  if (code === 'ENOENT') return { code: 'daemon-not-reached', socketPath, because: 'no-socket' }
  if (code === 'EACCES' || code === 'EPERM') return { code: 'daemon-not-reached', socketPath, because: 'not-permitted' }
  if (code === 'ECONNREFUSED') return { code: 'daemon-not-reached', socketPath, because: 'nobody-answers' }
  return { code: 'daemon-failed', socketPath, error: error.message }
}
