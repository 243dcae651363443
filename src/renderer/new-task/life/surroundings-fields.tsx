import { WATCH_DEFAULTS } from '@vocabulary/defaults'
import { TextLine } from '../text-line'
import { TimeLine } from '../time-line'
import type { LifeFieldsProps } from './ready-fields'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.surroundings

export function SurroundingsFields({ life, onChange }: LifeFieldsProps) {
  return (
    <>
      <TextLine
        field="ports"
        label={words.ports}
        value={life.ports}
        help={words.portsHelp}
        placeholder={words.portsPlaceholder}
        onChange={(ports) => {
          onChange({ ports })
        }}
      />
      <TextLine
        field="envFiles"
        label={words.envFiles}
        value={life.envFiles}
        mono
        rows={2}
        help={words.envFilesHelp}
        placeholder=".env"
        onChange={(envFiles) => {
          onChange({ envFiles })
        }}
      />
      <TextLine
        field="watch.paths"
        label={words.watch}
        value={life.watchPaths}
        mono
        rows={2}
        help={words.watchHelp}
        placeholder="src"
        onChange={(watchPaths) => {
          onChange({ watchPaths })
        }}
      />
      {life.watchPaths.trim() === '' ? null : (
        <div className="grid gap-4 sm:grid-cols-2">
          <TextLine
            field="watch.ignore"
            label={words.ignore}
            value={life.watchIgnore}
            mono
            rows={2}
            help={words.ignoreHelp}
            onChange={(watchIgnore) => {
              onChange({ watchIgnore })
            }}
          />
          <TimeLine
            field="watch.quietMs"
            label={words.quiet}
            unitLabel={words.quietUnit}
            value={life.watchQuiet}
            defaultMs={WATCH_DEFAULTS.quietMs}
            onChange={(watchQuiet) => {
              onChange({ watchQuiet })
            }}
          />
        </div>
      )}
    </>
  )
}
