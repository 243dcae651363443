import type { DelegateForecast, DelegateReach } from '@contract/delegate'
import type { TaskSpec } from '@contract/task'
import { asSentence } from '@vocabulary/sentences/text'
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
    sentence: asSentence(spokenReach(delegation)),
  }))
  return forecasts.filter(({ sentence }, index) => forecasts.findIndex((each) => each.sentence === sentence) === index)
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

function spokenReach({ launcher, name, look, kind, note }: Delegation): string {
  switch (look.at) {
    case 'daemon': {
      const daemon = look.engine === 'docker' ? 'the Docker daemon' : 'Podman'
      return look.call.does === 'exec'
        ? `Stop ends the ${launcher} client here. ${capital(name)} goes on, and is named in the receipt: ${daemon} ends no single command`
        : `Stop and Terminate reach ${name} through ${daemon}, where it answers; the receipt says what became of it`
    }
    case 'server':
      return `Stop ends ${launcher} here. ${capital(name)} may belong to a ${look.server} server that was there before: the receipt names what is still running in it`
    case 'nowhere': {
      const ends = note === undefined ? '' : ` (${note})`
      return kind === 'remote'
        ? `Stop ends the ${launcher} client here. ${capital(name)} may go on${ends}: ${look.why}, so the receipt cannot call the end clean`
        : `Stop does not reach ${name}: ${look.why}. The receipt cannot call the end clean`
    }
  }
}

function capital(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1)
}
