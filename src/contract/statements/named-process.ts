/** A process as a statement names it. */
export interface NamedProcess {
  readonly pid: number
  readonly command: string
}
