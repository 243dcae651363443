import { z } from 'zod'
import { stackFileSchema } from './file-schema'

/** The format of a `quiesce.yaml` as JSON Schema, for editors. Draft 7 is what the YAML plug-ins of editors know best. */
export function stackJsonSchema(): Record<string, unknown> {
  const schema = z.toJSONSchema(stackFileSchema, { target: 'draft-7', io: 'input', unrepresentable: 'any' })
  return { title: 'Quiesce stack file', description: 'Tasks that are started and stopped together.', ...schema }
}
