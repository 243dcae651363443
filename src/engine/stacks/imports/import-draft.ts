import type { StackAnswer, StackFileKind, StackIssue, StackNote, StackTaskSpec } from '@contract/stack'
import type { SourcePlaces } from '../source-places'
import type { StackSources } from '../stack-sources'
import { stackIssues, stackWarnings } from '../stack-checks'

/** What an import gathers on its way through a file: tasks, and a note for all that it took or left out. */
export class ImportDraft {
  readonly tasks: StackTaskSpec[] = []
  readonly issues: StackIssue[] = []
  readonly #taken: StackNote[] = []
  readonly #leftOut: StackNote[] = []
  readonly #places: SourcePlaces
  readonly #sources: StackSources

  constructor(places: SourcePlaces, sources: StackSources) {
    this.#places = places
    this.#sources = sources
  }

  take(path: readonly string[], why: string): void {
    this.#taken.push({ what: sayPath(path), line: this.#places.lineOf(path), why })
  }

  leaveOut(path: readonly string[], why: string): void {
    this.#leftOut.push({ what: sayPath(path), line: this.#places.lineOf(path), why })
  }

  /** A dependency on something that was left out is left out with it; on something that never was, it is an issue. */
  dropMissingDependencies(root: readonly string[], word: string): void {
    for (const [index, task] of this.tasks.entries()) {
      if (task.kind === 'timer' || !task.dependsOn) continue
      const dependsOn = task.dependsOn.filter(({ task: name }) => {
        const leftOut = this.#leftOut.some(({ what }) => what === name)
        if (leftOut) this.leaveOut([...root, task.name, word, name], `${name} itself was left out.`)
        return !leftOut
      })
      this.tasks[index] = { ...task, dependsOn }
    }
  }

  answer(kind: StackFileKind, name: string): StackAnswer {
    const issues = this.issues.length > 0 ? this.issues : stackIssues(this.tasks, this.#places, this.#sources)
    if (issues.length > 0) return { ok: false, issues }
    return {
      ok: true,
      kind,
      stack: { name, file: this.#places.file, tasks: this.tasks },
      warnings: stackWarnings(this.tasks, this.#places),
      taken: this.#taken,
      leftOut: this.#leftOut,
    }
  }
}

/** `processes.web.command` is told as `web.command`. */
function sayPath(path: readonly string[]): string {
  return (path.length > 1 ? path.slice(1) : path).join('.')
}
