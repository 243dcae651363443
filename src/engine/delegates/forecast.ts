import { isDeepStrictEqual } from 'node:util'
import type { DelegateForecast, DelegateReach } from '@contract/delegate'
import type { Statement } from '@contract/statement'
import type { TaskSpec } from '@contract/task'
import { defined } from '@tools/defined'
import type { Delegation } from './delegation'
import { delegationsOfTask } from './recognise'

/** What a stop will and will not reach, told before it: for a task from its own words. Pure. */
export function forecastsOfTask(spec: TaskSpec): readonly DelegateForecast[] {
  return spec.kind === 'process' ? forecastsOf(delegationsOfTask(spec)) : []
}

/** One for each that reads differently. Pure. */
export function forecastsOf(delegations: readonly Delegation[]): readonly DelegateForecast[] {
  const forecasts = delegations.map((delegation) => ({
    launcher: delegation.launcher,
    kind: delegation.kind,
    reach: reachOf(delegation),
    statement: statementOf(delegation),
  }))
  const isSame = (one: DelegateForecast, other: DelegateForecast): boolean =>
    isDeepStrictEqual(one.statement, other.statement)
  return forecasts.filter((each, index) => forecasts.findIndex((other) => isSame(each, other)) === index)
}

export function reachOf({ look }: Delegation): DelegateReach {
  switch (look.at) {
    case 'daemon':
      return look.call.does === 'exec' ? 'none' : 'daemon'
    case 'server':
      return 'local'
    case 'nowhere':
      return 'none'
  }
}

function statementOf({ launcher, name, look, kind, note }: Delegation): Statement {
  switch (look.at) {
    case 'daemon': {
      const daemon = look.engine === 'docker' ? 'Docker' : 'Podman'
      return look.call.does === 'exec'
        ? { code: 'stop-leaves-command', launcher, name, daemon }
        : { code: 'stop-through-daemon', name, daemon }
    }
    case 'server':
      return { code: 'stop-leaves-server', launcher, name, server: look.server }
    case 'nowhere':
      return kind === 'remote'
        ? { code: 'stop-leaves-remote', launcher, name, why: look.why, ...defined({ note }) }
        : { code: 'stop-does-not-reach', name, why: look.why }
  }
}
