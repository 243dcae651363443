import type { FamilyMember } from '@contract/run'

/** Whether a person would be shown the same: the same processes, in the same order and parts. */
export function isSameFamily(one: readonly FamilyMember[], other: readonly FamilyMember[]): boolean {
  return (
    one.length === other.length &&
    one.every(({ pid, role }, index) => other[index]?.pid === pid && other[index].role === role)
  )
}
