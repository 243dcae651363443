import { useEffect, useState } from 'react'
import { FileDown } from 'lucide-react'
import { droppedPath } from '../client/dropped-file'
import { tell } from '../client/messages'
import { isModule, openModule } from '../new-task/dropped-module'
import { openStackFile } from './stack-actions'
import { WORDS } from './words'

/** Takes a stack file or a workload module that is dragged onto the window, wherever it is let go. */
export function DropTarget() {
  const [over, setOver] = useState(false)
  useEffect(() => {
    function onDragOver(event: DragEvent): void {
      if (event.dataTransfer?.types.includes('Files') !== true) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'copy'
      setOver(true)
    }
    function onDragLeave(event: DragEvent): void {
      // Only the way out of the window has nowhere it leads to.
      if (event.relatedTarget === null) setOver(false)
    }
    function onDrop(event: DragEvent): void {
      setOver(false)
      const file = event.dataTransfer?.files[0]
      if (file === undefined) return
      event.preventDefault()
      const path = droppedPath(file)
      if (path === undefined) tell({ level: 'warning', ...WORDS.notOnDisk })
      else if (isModule(path)) openModule(path)
      else void openStackFile(path)
    }
    window.addEventListener('dragover', onDragOver)
    window.addEventListener('dragleave', onDragLeave)
    window.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragover', onDragOver)
      window.removeEventListener('dragleave', onDragLeave)
      window.removeEventListener('drop', onDrop)
    }
  }, [])
  if (!over) return null
  return (
    <div className="pointer-events-none fixed inset-0 z-50 flex items-center justify-center bg-scrim p-6">
      <div className="flex flex-col items-center gap-1 rounded-xl border-2 border-dashed border-accent bg-raised px-10 py-8 text-center shadow-float">
        <FileDown size={24} className="text-accent-ink" aria-hidden="true" />
        <p className="text-base font-semibold">{WORDS.drop.title}</p>
        <p className="text-sm text-ink-soft">{WORDS.drop.text}</p>
      </div>
    </div>
  )
}
