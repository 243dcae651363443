/** The same fields; those that may be `undefined` are optional instead, as `exactOptionalPropertyTypes` wants them. */
type Defined<Fields> = {
  [Name in keyof Fields as undefined extends Fields[Name] ? never : Name]: Fields[Name]
} & { [Name in keyof Fields as undefined extends Fields[Name] ? Name : never]?: Exclude<Fields[Name], undefined> }

/** Leaves out the fields that are `undefined`: `{ id, ...defined({ port, host }) }`. */
export function defined<Fields extends object>(fields: Fields): Defined<Fields>
export function defined(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined))
}
