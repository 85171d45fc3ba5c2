import type { Failure } from '../codes/failure.ts'
import type { Extension } from '../walk/extension.ts'

/** Steps up at most; a server may always want more. */
const mostTimes = 2

/** The scope to ask for after a refusal, and what of it the refusal named. */
export interface Wider { needed: string[], scope: string[] }

/**
 * Makes a function that tells which scope to ask for after a refusal (RFC 6750, section 3.1, `insufficient_scope`): the
 * scope before and the one of the challenge together, since a challenge may name only what is missing. Undefined where
 * that is no wider, and after two times.
 */
export function createWidening(): (had: readonly string[], failure: Failure) => Wider | undefined {
  let times = 0
  return (had, failure) => {
    const needed = scopeNeeded(failure)
    const scope = [...new Set([...had, ...needed])]
    if (times >= mostTimes || scope.length === new Set(had).size) return undefined
    times += 1
    return { needed, scope }
  }
}

/** Asks once more, in the same walk, where the resource wants a wider scope. */
export function createStepUp(): Extension {
  const widen = createWidening()
  let asked: string[] = []
  return {
    name: 'step-up',
    authorizationRequest: (parameters) => {
      asked = words(parameters.find(([name]) => name === 'scope')?.[1])
      return parameters
    },
    refused: async (failure) => {
      const wider = widen(asked, failure)
      if (!wider) return undefined
      const { needed, scope } = wider
      return {
        finding: { code: 'scope-stepped-up', details: { needed: needed.join(' '), scope: scope.join(' ') } }, scope,
      }
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
