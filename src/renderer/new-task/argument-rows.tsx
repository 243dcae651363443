import { Plus, X } from 'lucide-react'
import { Button } from '../ui/button'
import { IconButton } from '../ui/icon-button'
import { TextLine } from './text-line'
import { WORDS } from './words'

export interface ArgumentRowsProps {
  readonly args: readonly string[]
  readonly onChange: (args: readonly string[]) => void
}

/** One argument a row, each exactly as the program gets it; also empty ones and ones with line breaks. */
export function ArgumentRows({ args, onChange }: ArgumentRowsProps) {
  const words = WORDS.command
  return (
    <div className="flex flex-col gap-2">
      {args.map((arg, index) => (
        <TextLine
          key={index}
          field={`args.${String(index)}`}
          label={words.argument(index)}
          value={arg}
          mono
          rows={arg.includes('\n') ? 3 : 1}
          beside={
            <IconButton
              label={words.removeArgument(index)}
              icon={<X size={16} />}
              onClick={() => {
                onChange(args.toSpliced(index, 1))
              }}
            />
          }
          onChange={(value) => {
            onChange(args.with(index, value))
          }}
        />
      ))}
      <div>
        <Button
          size="small"
          icon={<Plus size={14} />}
          onClick={() => {
            onChange([...args, ''])
          }}
        >
          {words.addArgument}
        </Button>
      </div>
    </div>
  )
}
