import type { StackPreview } from '@contract/stack'
import { useReadable } from '../client/use-readable'
import { useStacks } from '../client/use-runs'
import { Button } from '../ui/button'
import { Dialog } from '../ui/dialog'
import { Disclosure } from '../ui/disclosure'
import { fileName, type PreviewLine, type PreviewView, previewView } from './preview-view'
import { closePreview, confirmPreview, openStackFile, shownPreview } from './stack-actions'
import { WORDS } from './words'

const words = WORDS.preview

/** What is in a stack file, or what is wrong with it, before anything is made of it. */
export function PreviewDialog() {
  const preview = useReadable(shownPreview)
  const { open } = useStacks()
  if (preview === undefined) return null
  const view = previewView(
    preview,
    open.map((stack) => stack.name),
  )
  return (
    <Dialog
      open
      size="wide"
      onOpenChange={(next) => {
        if (!next) closePreview()
      }}
      title={view.title}
      description={view.text}
      actions={<Actions preview={preview} ok={view.ok} />}
    >
      <p className="mb-3 font-mono text-2xs wrap-anywhere text-ink-faint select-text">{preview.file}</p>
      {view.ok ? <ReadBody view={view} /> : <Lines lines={view.issues} alarm file={fileName(preview.file)} />}
    </Dialog>
  )
}

function Actions({ preview, ok }: { readonly preview: StackPreview; readonly ok: boolean }) {
  return (
    <>
      <Button onClick={closePreview}>{ok ? words.cancel : words.close}</Button>
      {ok ? (
        <Button look="primary" onClick={() => void confirmPreview(preview)}>
          {words.confirm}
        </Button>
      ) : (
        <Button look="primary" onClick={() => void openStackFile(preview.file)}>
          {words.again}
        </Button>
      )}
    </>
  )
}

function ReadBody({ view }: { readonly view: Extract<PreviewView, { ok: true }> }) {
  return (
    <div className="flex flex-col gap-3">
      <p className="text-sm text-ink-soft">{view.replaces ? words.replaces : words.startsNothing}</p>
      {view.tasks.length === 0 ? <p className="text-sm text-waiting">{words.nothingIn}</p> : null}
      <ul aria-label={words.tasks} className="divide-y divide-line rounded-lg border border-line bg-surface">
        {view.tasks.map((task) => (
          <li key={task.name} className="flex items-baseline gap-3 px-3 py-1.5">
            <span className="w-32 shrink-0 truncate text-sm font-medium" title={task.name}>
              {task.name}
            </span>
            <span className="min-w-0 flex-1">
              <span className="block truncate font-mono text-2xs text-ink-soft" title={task.line}>
                {task.line}
              </span>
              {task.after === '' ? null : <span className="block text-xs text-ink-faint">{task.after}</span>}
            </span>
          </li>
        ))}
      </ul>
      {view.warnings.length === 0 ? null : (
        <section aria-label={words.warnings}>
          <h3 className="mb-1 text-xs font-semibold text-waiting">{words.warnings}</h3>
          <Lines lines={view.warnings} />
        </section>
      )}
      {view.leftOut.length === 0 ? null : (
        <section aria-label={words.leftOut}>
          <h3 className="mb-1 text-xs font-semibold text-ink-soft">{`${words.leftOut} (${String(view.leftOut.length)})`}</h3>
          <Lines lines={view.leftOut} />
        </section>
      )}
      {view.taken.length === 0 ? null : (
        <Disclosure title={words.taken} summary={words.takenSummary(view.taken.length)}>
          <Lines lines={view.taken} />
        </Disclosure>
      )}
    </div>
  )
}

interface LinesProps {
  readonly lines: readonly PreviewLine[]
  readonly alarm?: boolean
  readonly file?: string
}

function Lines({ lines, alarm = false, file }: LinesProps) {
  return (
    <ul
      className={`divide-y rounded-lg border text-xs ${alarm ? 'divide-alarm-mark/30 border-alarm-mark/40 bg-alarm-soft' : 'divide-line border-line bg-sunken'}`}
      {...(file === undefined ? {} : { 'aria-label': WORDS.issuesIn(file) })}
    >
      {lines.map((line, index) => (
        <li key={index} className="px-3 py-1.5">
          <span className="flex items-baseline justify-between gap-3">
            <span className={`min-w-0 font-mono text-2xs wrap-anywhere ${alarm ? 'text-alarm' : 'text-ink'}`}>
              {line.what}
            </span>
            <span className={`tnum shrink-0 ${alarm ? 'font-medium text-alarm' : 'text-ink-faint'}`}>{line.place}</span>
          </span>
          <span className={`block wrap-anywhere ${alarm ? 'text-ink' : 'text-ink-soft'}`}>{line.why}</span>
        </li>
      ))}
    </ul>
  )
}
