import type { Failure } from '../failure.ts'
import type { Extension } from '../walk/extension.ts'

/** A server that always wants more would never be content. */
const mostTimes = 2

/**
 * Asks once more where the resource wants a wider scope (RFC 6750, section 3.1, `insufficient_scope`): for what was asked before and what the
 * challenge names, since a challenge may name only what is missing. At most twice, and not for what was asked already.
 */
export function createStepUp(): Extension {
  let asked: string[] = []
  let times = 0
  return {
    name: 'step-up',
    authorizationRequest: (parameters) => {
      asked = words(parameters.find(([name]) => name === 'scope')?.[1])
      return parameters
    },
    refused: async (failure) => {
      const needed = scopeNeeded(failure)
      const scope = [...new Set([...asked, ...needed])]
      if (times >= mostTimes || scope.length === asked.length) return undefined
      times += 1
      return { finding: { code: 'scope-stepped-up', details: { needed: needed.join(' '), scope: scope.join(' ') } }, scope }
    },
  }
}

function scopeNeeded({ code, details }: Failure): string[] {
  const { error, scope } = (details['provider'] ?? {}) as Record<string, unknown>
  return code === 'resource-refused' && error === 'insufficient_scope' && typeof scope === 'string' ? words(scope) : []
}

function words(text: string | undefined): string[] {
  return (text ?? '').split(' ').filter(Boolean)
}
