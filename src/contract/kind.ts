export const KINDS = ['thread', 'process', 'future', 'coroutine', 'timer', 'generator'] as const
export type Kind = (typeof KINDS)[number]

/** The kinds whose code is a workload module and runs in the host process. */
export const WORKLOAD_KINDS = ['thread', 'future', 'coroutine', 'generator'] as const
export type WorkloadKind = (typeof WORKLOAD_KINDS)[number]

export const CONTROLS = ['stop', 'terminate', 'cancel'] as const
/** What a person can do to a run: ask it to end, end it by force, withdraw it. */
export type Control = (typeof CONTROLS)[number]

export function isWorkloadKind(kind: Kind): kind is WorkloadKind {
  return kind !== 'process' && kind !== 'timer'
}

/** The mildest control that asks a run of this kind to end. One that is pending is withdrawn, whatever its kind. */
export function politeControl(kind: Kind, isPending = false): Exclude<Control, 'terminate'> {
  return isPending || kind === 'coroutine' || kind === 'timer' ? 'cancel' : 'stop'
}
