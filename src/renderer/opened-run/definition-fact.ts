export interface DefinitionFact {
  readonly name: string
  readonly value: string
  readonly mono?: boolean
}
