import { TriangleAlert } from 'lucide-react'
import { askOrTell } from '../client/commands'
import { Button } from '../ui/button'
import { Checkbox } from '../ui/checkbox'
import { SegmentedControl } from '../ui/segmented-control'
import { ArgumentRows } from './argument-rows'
import { CommandParts } from './command-parts'
import { FormSection } from './form-section'
import { joinLine, splitLine } from '@vocabulary/typed-line'
import type { ProcessDraft } from './task-draft'
import { TextLine } from './text-line'
import { WORDS } from './words'

const words = WORDS.command

export interface ProcessPartProps {
  readonly draft: ProcessDraft
  readonly onChange: (part: Partial<ProcessDraft>) => void
}

/** The program and its arguments: as one line, or one argument a row. A change of the way carries over what can be read. */
export function CommandFields({ draft, onChange }: ProcessPartProps) {
  async function browse(): Promise<void> {
    const picked = await askOrTell('pickFile', { purpose: 'program' })
    if (picked === undefined) return
    if (draft.entry === 'rows') onChange({ program: picked.path })
    else onChange({ line: withProgram(draft.line, picked.path) })
  }
  const browseButton = <Button onClick={() => void browse()}>{words.browse}</Button>
  return (
    <FormSection
      title={WORDS.sections.what}
      aside={
        <SegmentedControl
          label={words.entry}
          value={draft.entry}
          options={[
            { value: 'line', label: words.asLine },
            { value: 'rows', label: words.asRows },
          ]}
          onChange={(entry) => {
            onChange(changeOfEntry(draft, entry))
          }}
        />
      }
    >
      {draft.entry === 'line' ? (
        <>
          <TextLine
            field="command"
            label={draft.shell ? words.shellLine : words.line}
            value={draft.line}
            mono
            rows={2}
            placeholder={words.linePlaceholder}
            beside={draft.shell ? undefined : browseButton}
            {...(draft.shell ? {} : { help: words.lineHelp })}
            onChange={(line) => {
              onChange({ line })
            }}
          />
          {draft.shell ? null : <CommandParts line={draft.line} />}
        </>
      ) : (
        <>
          <TextLine
            field="command"
            label={draft.shell ? words.shellLine : words.program}
            value={draft.program}
            mono
            help={draft.shell ? words.shellRowsHelp : words.programHelp}
            beside={draft.shell ? undefined : browseButton}
            onChange={(program) => {
              onChange({ program })
            }}
          />
          <ArgumentRows
            args={draft.args}
            onChange={(args) => {
              onChange({ args })
            }}
          />
        </>
      )}
      <Checkbox
        label={words.shell}
        help={words.shellHelp}
        checked={draft.shell}
        onChange={(shell) => {
          onChange({ shell })
        }}
      />
      {draft.shell ? (
        <p className="flex items-start gap-2 rounded-md bg-waiting-soft px-3 py-2 text-xs text-waiting">
          <TriangleAlert size={14} className="mt-px shrink-0" aria-hidden="true" />
          {words.shellWarning}
        </p>
      ) : null}
    </FormSection>
  )
}

function withProgram(line: string, path: string): string {
  const split = splitLine(line)
  return joinLine([path, ...(split.ok ? split.words.slice(1) : [])])
}

function changeOfEntry(draft: ProcessDraft, entry: ProcessDraft['entry']): Partial<ProcessDraft> {
  if (entry === draft.entry) return {}
  if (draft.shell) return entry === 'rows' ? { entry, program: draft.line } : { entry, line: draft.program }
  if (entry === 'line') {
    const empty = draft.program === '' && draft.args.length === 0
    return { entry, line: empty ? draft.line : joinLine([draft.program, ...draft.args]) }
  }
  const split = splitLine(draft.line)
  // A line with an open quote cannot be split: it is kept, and the rows stay as they were.
  if (!split.ok) return { entry }
  const [program = '', ...args] = split.words
  return { entry, program, args }
}
