import { useId, useState } from 'react'
import { Button } from '../ui/button'
import { TextInput } from '../ui/text-input'
import { SettingRow } from './setting-row'
import { WORDS } from './words'

/** A path counts only when the person says so: half of one is a wrong one. */
export function ShellRow({ value, onChange }: { readonly value: string; readonly onChange: (path: string) => void }) {
  const id = useId()
  const [typed, setTyped] = useState(value)
  const path = typed.trim()
  return (
    <SettingRow id={id} label={WORDS.shell.label} help={WORDS.shell.help}>
      {(described) => (
        <form
          className="flex items-center gap-2"
          onSubmit={(event) => {
            event.preventDefault()
            if (path !== '' && path !== value) onChange(path)
          }}
        >
          <TextInput
            id={id}
            mono
            aria-describedby={described}
            className="w-48!"
            value={typed}
            onChange={(event) => {
              setTyped(event.currentTarget.value)
            }}
          />
          <Button type="submit" unavailable={path === '' || path === value ? WORDS.shell.same : undefined}>
            {WORDS.shell.save}
          </Button>
        </form>
      )}
    </SettingRow>
  )
}
