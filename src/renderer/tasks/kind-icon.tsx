import type { Kind } from '@contract/kind'
import { defined } from '@tools/defined'
import { Cpu, Hourglass, IterationCw, ListEnd, SquareTerminal, Timer, type LucideIcon } from 'lucide-react'

const ICONS: Readonly<Record<Kind, LucideIcon>> = {
  thread: Cpu,
  process: SquareTerminal,
  future: Hourglass,
  coroutine: IterationCw,
  timer: Timer,
  generator: ListEnd,
}

/** Decoration beside the kind's word. */
export function KindIcon({
  kind,
  size = 16,
  className,
}: {
  readonly kind: Kind
  readonly size?: number
  readonly className?: string
}) {
  const Icon = ICONS[kind]
  return <Icon size={size} strokeWidth={1.75} aria-hidden="true" {...defined({ className })} />
}
