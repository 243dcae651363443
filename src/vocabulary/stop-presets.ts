import type { StopPolicy } from '@contract/stop'
import { AFTER_FORCE_MS } from './defaults'

/** The ladder of another tool, for those who want a task to be stopped as that tool would. */
export interface StopPreset {
  readonly label: string
  readonly policy: StopPolicy
  /** Whom that tool's polite signal reaches. Force goes to the whole family here, whatever the tool does. */
  readonly scope: 'family' | 'leader'
  /** Why these signals and numbers, in sentences. */
  readonly reason: string
  /** Where the tool says so. */
  readonly source: string
}

export const STOP_PRESET_NAMES = ['docker', 'systemd', 'kubernetes', 'pm2', 'supervisord', 'foreman'] as const
export type StopPresetName = (typeof STOP_PRESET_NAMES)[number]

// None of the tools but systemd says how long it watches after SIGKILL: there our own time counts.

export const STOP_PRESETS: Readonly<Record<StopPresetName, StopPreset>> = {
  docker: {
    label: 'Docker',
    policy: [
      { send: 'SIGTERM', patienceMs: 10_000 },
      { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
    ],
    scope: 'leader',
    reason:
      'docker stop signals the first process of the container only, waits 10 s, then ends the container by force.',
    source: 'https://docs.docker.com/reference/cli/docker/container/stop/',
  },
  systemd: {
    label: 'systemd',
    policy: [
      { send: 'SIGTERM', patienceMs: 90_000 },
      { send: 'SIGKILL', patienceMs: 90_000 },
    ],
    scope: 'family',
    reason:
      'KillMode=control-group signals every process of the unit; DefaultTimeoutStopSec is 90 s, counted again after SIGKILL. SIGCONT follows each signal.',
    source: 'https://www.freedesktop.org/software/systemd/man/latest/systemd.kill.html',
  },
  kubernetes: {
    label: 'Kubernetes',
    policy: [
      { send: 'SIGTERM', patienceMs: 30_000 },
      { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
    ],
    scope: 'leader',
    reason:
      'terminationGracePeriodSeconds is 30 unless a pod says otherwise; the signal goes to the first process of each container.',
    source: 'https://kubernetes.io/docs/concepts/workloads/pods/pod-lifecycle/#pod-termination',
  },
  pm2: {
    label: 'PM2',
    policy: [
      { send: 'SIGINT', patienceMs: 1_600 },
      { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
    ],
    scope: 'family',
    reason: 'kill_timeout is 1600 ms and the signal SIGINT; treekill, on unless switched off, signals the whole tree.',
    source: 'https://pm2.keymetrics.io/docs/usage/signals-clean-restart/',
  },
  supervisord: {
    label: 'Supervisor',
    policy: [
      { send: 'SIGTERM', patienceMs: 10_000 },
      { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
    ],
    scope: 'leader',
    reason: 'stopsignal is TERM and stopwaitsecs 10; stopasgroup is off, so that children are not asked.',
    source: 'https://supervisord.org/configuration.html#program-x-section-settings',
  },
  foreman: {
    label: 'Foreman',
    policy: [
      { send: 'SIGTERM', patienceMs: 5_000 },
      { send: 'SIGKILL', patienceMs: AFTER_FORCE_MS },
    ],
    scope: 'leader',
    reason:
      'SIGTERM to each process that it started itself, 5 s (--timeout), then SIGKILL; it does not wait after that.',
    source: 'https://github.com/ddollar/foreman/blob/main/lib/foreman/engine.rb',
  },
}
