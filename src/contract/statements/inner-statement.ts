/** A statement that is a fact of another one. Its own type would name all statements, and these name it. */
export interface InnerStatement {
  readonly code: string
}
