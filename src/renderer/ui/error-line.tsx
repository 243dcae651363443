import { CircleAlert } from 'lucide-react'

/** What is wrong with a group of fields. Nothing where nothing is. */
export function ErrorLine({ error }: { readonly error: string | undefined }) {
  return error === undefined ? null : (
    <p role="status" className="flex items-start gap-1.5 text-xs text-alarm">
      <CircleAlert size={14} className="mt-px shrink-0" aria-hidden="true" />
      {error}
    </p>
  )
}
