import type { ReadStack, StackIssue, StackNote, StackPreview, StackTaskSpec } from '@contract/stack'
import { WORDS } from './words'

/** What the dialog over a stack file shows. */
export type PreviewView =
  | {
      readonly ok: true
      readonly title: string
      readonly text: string
      readonly replaces: boolean
      readonly tasks: readonly { readonly name: string; readonly line: string; readonly after: string }[]
      readonly warnings: readonly PreviewLine[]
      readonly leftOut: readonly PreviewLine[]
      readonly taken: readonly PreviewLine[]
    }
  | { readonly ok: false; readonly title: string; readonly text: string; readonly issues: readonly PreviewLine[] }

export interface PreviewLine {
  /** `line 12, column 7`, `line 12`, or empty. */
  readonly place: string
  readonly what: string
  readonly why: string
}

export function previewView({ file, answer }: StackPreview, openNames: readonly string[]): PreviewView {
  const words = WORDS.preview
  const name = fileName(file)
  if (answer.ok) return readView(answer, openNames)
  return {
    ok: false,
    title: words.bad(name),
    text: words.badText(answer.issues.length),
    issues: answer.issues.map((issue) => issueLine(issue, file)),
  }
}

function readView({ kind, stack, warnings, taken, leftOut }: ReadStack, openNames: readonly string[]): PreviewView {
  return {
    ok: true,
    title: WORDS.preview.title(stack.name),
    text: WORDS.preview.text(WORDS.kinds[kind], stack.tasks.length),
    replaces: openNames.includes(stack.name),
    tasks: stack.tasks.map((task) => ({ name: task.name, line: lineOf(task), after: afterOf(task) })),
    warnings: warnings.map((issue) => issueLine(issue, stack.file)),
    leftOut: leftOut.map(noteLine),
    taken: taken.map(noteLine),
  }
}

function issueLine(
  { file, line, column, path, got, expected }: StackIssue,
  shownFile: string | undefined,
): PreviewLine {
  const place = WORDS.preview.place(line, column)
  return {
    // An import may be wrong in another file than the one that was opened.
    place: file === shownFile ? place : `${fileName(file)}, ${place}`,
    what: path,
    why: WORDS.gotExpected(got, expected),
  }
}

function noteLine({ what, line, why }: StackNote): PreviewLine {
  return { place: line === undefined ? '' : WORDS.preview.line(line), what, why }
}

function lineOf(task: StackTaskSpec): string {
  if (task.kind === 'process') return [task.command, ...(task.args ?? [])].join(' ')
  return task.kind === 'timer' ? 'timer' : `${task.kind} ${task.workload}`
}

function afterOf(task: StackTaskSpec): string {
  if (task.kind === 'timer' || task.dependsOn === undefined || task.dependsOn.length === 0) return ''
  return WORDS.after(task.dependsOn.map(({ task: name, until }) => `${name} is ${until}`).join(', '))
}

export function fileName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1) || path
}
