import { createHash } from 'node:crypto'
import { stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { Statement } from '@contract/statement'
import { within } from '../clock/patience'
import type { ClientAddress, ContainerEngine } from './delegation'
import { readSmallFile } from './read-small-file'

export type DaemonAddress =
  | { readonly ok: true; readonly socketPath: string }
  /** Words make a clause of it: `its daemon is at tcp://far:2375, and Quiesce asks only local sockets`. */
  | { readonly ok: false; readonly why: Statement }

type Variables = Readonly<Record<string, string | undefined>>

const DOCKER_SOCKET = '/var/run/docker.sock'
const CONFIG_BYTES = 262_144
const LOOK_WITHIN_MS = 500

const config = z.looseObject({ currentContext: z.string().optional() })
const contextMeta = z.looseObject({
  Endpoints: z.looseObject({ docker: z.looseObject({ Host: z.string() }).optional() }),
})

/**
 * The socket that a client with this environment asks, by the client's own rules: its options, then its variables, then its
 * context. docker(1) "DOCKER_HOST", "docker context"; podman-remote(1). Only Unix sockets are asked.
 */
export async function daemonAddress(
  engine: ContainerEngine,
  asked: ClientAddress,
  variables: Variables,
): Promise<DaemonAddress> {
  const given = asked.host ?? (asked.context === undefined ? hostVariable(engine, variables) : undefined)
  if (given !== undefined && given !== '') return socketOf(given)
  return engine === 'podman' ? podmanSocket(variables) : dockerContext(asked.context, variables)
}

function hostVariable(engine: ContainerEngine, variables: Variables): string | undefined {
  return engine === 'podman' ? variables['CONTAINER_HOST'] : variables['DOCKER_HOST']
}

function socketOf(host: string): DaemonAddress {
  const path = /^unix:\/\/(\/.*)$/.exec(host)?.[1]
  if (path !== undefined) return { ok: true, socketPath: path }
  // A user and a password may stand in an address.
  return { ok: false, why: { code: 'daemon-not-local', address: host.replace(/\/\/[^@/]*@/, '//') } }
}

async function dockerContext(asked: string | undefined, variables: Variables): Promise<DaemonAddress> {
  const folder =
    variables['DOCKER_CONFIG'] ?? (variables['HOME'] === undefined ? undefined : join(variables['HOME'], '.docker'))
  const name = asked ?? variables['DOCKER_CONTEXT'] ?? (folder === undefined ? undefined : await currentContext(folder))
  if (name === undefined || name === '' || name === 'default') return { ok: true, socketPath: DOCKER_SOCKET }
  const file = createHash('sha256').update(name).digest('hex')
  const text = folder && (await readSmallFile(join(folder, 'contexts', 'meta', file, 'meta.json'), CONFIG_BYTES))
  const meta = contextMeta.safeParse(jsonOf(text))
  const host = meta.success ? meta.data.Endpoints.docker?.Host : undefined
  return host === undefined ? { ok: false, why: { code: 'daemon-context-unreadable', context: name } } : socketOf(host)
}

async function currentContext(folder: string): Promise<string | undefined> {
  const read = config.safeParse(jsonOf(await readSmallFile(join(folder, 'config.json'), CONFIG_BYTES)))
  return read.success ? read.data.currentContext : undefined
}

async function podmanSocket(variables: Variables): Promise<DaemonAddress> {
  const runtime = variables['XDG_RUNTIME_DIR']
  const places = [
    ...(runtime === undefined ? [] : [join(runtime, 'podman/podman.sock')]),
    ...(process.getuid?.() === 0
      ? ['/run/podman/podman.sock']
      : [`/run/user/${process.getuid?.() ?? 0}/podman/podman.sock`]),
  ]
  for (const place of places) {
    if ((await within(LOOK_WITHIN_MS, isSocket(place))) === true) return { ok: true, socketPath: place }
  }
  return { ok: false, why: { code: 'podman-not-listening', places } }
}

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isSocket()
  } catch {
    return false
  }
}

function jsonOf(text: string | undefined): unknown {
  try {
    return text === undefined ? undefined : (JSON.parse(text) as unknown)
  } catch {
    return undefined
  }
}
