import { type FunctionComponent, useEffect } from 'react'
import { writable } from '../client/readable'
import { useReadable } from '../client/use-readable'
import { EmptyState } from '../ui/empty-state'
import { WORDS } from './words'

export interface LaterPart<Props> {
  /** Shows nothing until its code is there, and from then on is the part itself, from its first render. */
  readonly Part: FunctionComponent<Props>
  /** Loads the code once. Does not reject: what went wrong is shown where the part would be, and tried again with the next call. */
  readonly load: () => Promise<void>
}

/** A part of the window whose code is a file of its own. Unlike `lazy`, what is loaded is there at once: no empty frame, no lost focus. */
export function laterPart<Props extends object>(read: () => Promise<FunctionComponent<Props>>): LaterPart<Props> {
  const loaded = writable<FunctionComponent<Props> | undefined>(undefined)
  const problem = writable('')
  let loading: Promise<void> | undefined

  const load = (): Promise<void> =>
    (loading ??= read().then(
      (component) => {
        loaded.set(component)
        problem.set('')
      },
      (error: unknown) => {
        loading = undefined
        problem.set(String(error))
      },
    ))

  function Part(props: Props) {
    const Loaded = useReadable(loaded)
    const text = useReadable(problem)
    useEffect(() => void load(), [])
    if (Loaded !== undefined) return <Loaded {...props} />
    return text === '' ? null : <EmptyState title={WORDS.notLoaded}>{WORDS.notLoadedText(text)}</EmptyState>
  }

  return { Part, load }
}
