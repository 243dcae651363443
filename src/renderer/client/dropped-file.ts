/** Where a file that was dropped on the window is; undefined for one that is not on a disk. */
export function droppedPath(file: File): string | undefined {
  const path = window.quiesce.pathOf(file)
  return path === '' ? undefined : path
}
