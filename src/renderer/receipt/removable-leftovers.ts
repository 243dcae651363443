import type { Leak, Receipt } from '@contract/receipt'

/** Files that can be asked away: those that the receipt names for it. `removed` were seen to be gone since. */
export function removableLeftovers(
  { leaks }: Pick<Receipt, 'leaks'>,
  removed: ReadonlySet<string>,
): readonly (Leak & { readonly fileId: string })[] {
  return leaks.flatMap((leak) => {
    const { fileId } = leak
    return fileId === undefined || removed.has(fileId) ? [] : [{ ...leak, fileId }]
  })
}
