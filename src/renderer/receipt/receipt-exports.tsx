import { messageOf } from '@tools/errors'
import { Braces, ImageDown, NotebookText, Save } from 'lucide-react'
import type { ReceiptFormat } from '@contract/channels'
import type { Receipt } from '@contract/receipt'
import { askOrTell, copyText } from '../client/commands'
import { tell } from '../client/messages'
import { Button } from '../ui/button'
import { Menu } from '../ui/menu'
import { receiptMarkdown } from './receipt-markdown'
import { receiptPicture } from './receipt-picture'
import { WORDS } from './words'

/** The receipt as a file, or on the clipboard. */
export function ReceiptExports({ receipt }: { readonly receipt: Receipt }) {
  return (
    <div className="flex flex-wrap gap-2">
      <Menu
        align="start"
        items={[
          {
            id: 'png',
            label: WORDS.picture,
            icon: <ImageDown size={14} />,
            onSelect: () => void saveReceipt(receipt, 'png'),
          },
          {
            id: 'json',
            label: WORDS.json,
            icon: <Braces size={14} />,
            onSelect: () => void saveReceipt(receipt, 'json'),
          },
          {
            id: 'markdown',
            label: WORDS.markdown,
            icon: <NotebookText size={14} />,
            onSelect: () => void saveReceipt(receipt, 'markdown'),
          },
        ]}
      >
        <Button size="small" aria-label={WORDS.saveAs} icon={<Save size={14} aria-hidden="true" />}>
          {WORDS.save}
        </Button>
      </Menu>
      <Button
        size="small"
        icon={<Braces size={14} aria-hidden="true" />}
        onClick={() => void copyText(receiptJson(receipt), WORDS.receiptAsJSON)}
      >
        {WORDS.copyJson}
      </Button>
      <Button
        size="small"
        icon={<NotebookText size={14} aria-hidden="true" />}
        onClick={() => void copyText(receiptMarkdown(receipt), WORDS.receiptAsMarkdown)}
      >
        {WORDS.copyMarkdown}
      </Button>
    </div>
  )
}

async function saveReceipt(receipt: Receipt, format: ReceiptFormat): Promise<void> {
  const content = contentOf(receipt, format)
  if (content === undefined) return
  const saved = await askOrTell('saveReceipt', { name: receipt.name, format, content })
  if (saved !== undefined) tell({ level: 'done', title: WORDS.saved, text: saved.path })
}

function contentOf(receipt: Receipt, format: ReceiptFormat): string | undefined {
  if (format === 'json') return receiptJson(receipt)
  if (format === 'markdown') return receiptMarkdown(receipt)
  try {
    return receiptPicture(receipt, new Date())
  } catch (error) {
    tell({ level: 'alarm', title: WORDS.notDrawn, text: messageOf(error) })
    return undefined
  }
}

function receiptJson(receipt: Receipt): string {
  return `${JSON.stringify(receipt, null, 2)}\n`
}
