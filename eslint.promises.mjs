/**
 * Forbids `void promise`, as a statement and as what a callback gives back: its rejection would end a Node process, and with the
 * manager every task. `no-floating-promises` takes `void` for an answer, and does not look into callbacks.
 * @type {import('eslint').Rule.RuleModule}
 */
export const bareVoidRule = {
  meta: {
    type: 'problem',
    schema: [{ type: 'object', properties: { instead: { type: 'string' } }, required: ['instead'] }],
    messages: { bare: 'Nobody hears of this promise when it rejects: {{instead}}' },
  },
  create(context) {
    const { getTypeAtLocation } = context.sourceCode.parserServices
    const { instead } = context.options[0]
    return {
      "UnaryExpression[operator='void']"(node) {
        if (mayBePromise(getTypeAtLocation(node.argument)))
          context.report({ node, messageId: 'bare', data: { instead } })
      },
    }
  },
}

/** One part of a union is enough: `run?.control()` is a promise or nothing. */
function mayBePromise(type) {
  if (type.isUnionOrIntersection()) return type.types.some(mayBePromise)
  return type.getProperty('then') !== undefined
}
