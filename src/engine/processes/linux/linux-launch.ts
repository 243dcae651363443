import { basename } from 'node:path'
import type { LaunchSeen } from '../process-table'
import { readProc, readProcLink } from './read-proc'

/** What a client of a container daemon goes by. No other variable of a process is kept. */
const TOLD = /^(?:DOCKER_(?:HOST|CONTEXT|CONFIG)|CONTAINER_HOST|COMPOSE_PROJECT_NAME|XDG_RUNTIME_DIR|HOME)=/

/** From `/proc/PID/cmdline`, `cwd` and `environ`: the process's own, which a shell may have changed before it started it. proc(5). */
export function launchOf(pid: number): LaunchSeen | undefined {
  const line = readProc(`${pid}/cmdline`)
  if (line === undefined || line === '') return undefined
  const words = textOf(line).replace(/\0$/, '').split('\0')
  const told = (readProc(`${pid}/environ`) ?? '').split('\0').filter((each) => TOLD.test(each))
  const variables = told.map((each) => [each.slice(0, each.indexOf('=')), textOf(each.slice(each.indexOf('=') + 1))])
  return {
    words,
    folder: readProcLink(`${pid}/cwd`),
    variables: Object.fromEntries(variables) as Record<string, string>,
  }
}

function textOf(latin1: string): string {
  return Buffer.from(latin1, 'latin1').toString('utf8')
}

/** Its arguments may call it anything: a link, or whoever started it, decides that. */
export function programOf(pid: number): string | undefined {
  const file = readProcLink(`${pid}/exe`)
  return file === undefined ? undefined : basename(file)
}
