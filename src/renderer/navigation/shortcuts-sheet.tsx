import { usePlatform } from '../client/use-runs'
import { Dialog } from '../ui/dialog'
import { Keys } from '../ui/keys'
import { shortcutGroups } from './shortcuts'
import { WORDS } from './words'

export interface ShortcutsSheetProps {
  readonly open: boolean
  readonly onOpenChange: (open: boolean) => void
}

/** Every shortcut on one sheet. */
export function ShortcutsSheet({ open, onOpenChange }: ShortcutsSheetProps) {
  const platform = usePlatform()
  return (
    <Dialog open={open} onOpenChange={onOpenChange} title={WORDS.keyboardShortcuts} size="wide">
      <div className="gap-x-10 sm:columns-2" tabIndex={0} role="region" aria-label={WORDS.shortcutsByPlace}>
        {shortcutGroups(platform?.os).map((group) => (
          <section key={group.title} aria-label={group.title} className="mb-5 break-inside-avoid">
            <h3 className="pb-1 text-xs font-semibold text-ink-soft">{group.title}</h3>
            <dl className="flex flex-col">
              {group.shortcuts.map(({ keys, text }) => (
                <div key={text} className="flex min-h-7 items-center gap-3 border-t border-line py-1 text-sm">
                  <dt className="flex-1 text-ink">{text}</dt>
                  <dd className="flex flex-wrap items-center justify-end gap-2">
                    {keys.map((one) => (
                      <span key={one}>
                        <Keys text={one} />
                        <span className="sr-only">{one}</span>
                      </span>
                    ))}
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
