import { TextLine } from '../text-line'
import type { LifeFieldsProps } from './ready-fields'
import { LIFE_WORDS } from './words'

const words = LIFE_WORDS.expect

export function ExpectFields({ life, onChange }: LifeFieldsProps) {
  return (
    <>
      <p className="text-xs text-ink-faint">{words.help}</p>
      <TextLine
        field="expect.filesGone"
        label={words.filesGone}
        value={life.filesGone}
        mono
        rows={2}
        help={words.filesGoneHelp}
        placeholder="server.pid"
        onChange={(filesGone) => {
          onChange({ filesGone })
        }}
      />
      <TextLine
        field="expect.printed"
        label={words.printed}
        value={life.printed}
        mono
        onChange={(printed) => {
          onChange({ printed })
        }}
      />
      <div className="grid gap-4 sm:grid-cols-2">
        <TextLine
          field="expect.portsFree"
          label={words.portsFree}
          value={life.portsFree}
          placeholder="3000"
          onChange={(portsFree) => {
            onChange({ portsFree })
          }}
        />
        <TextLine
          field="expect.exitCodes"
          label={words.exitCodes}
          value={life.exitCodes}
          placeholder={words.exitCodesPlaceholder}
          onChange={(exitCodes) => {
            onChange({ exitCodes })
          }}
        />
      </div>
    </>
  )
}
