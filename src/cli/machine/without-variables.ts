import type { Context } from '../context.ts'

/** The same process with those of our variables, plain or secret, that are kept. */
export function withoutVariables(context: Context, isKept: (name: string) => boolean): Context {
  const { environment, given } = context
  const kept = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('OAUTH_WALK_') || isKept(name)),
  )
  const left: typeof given = {
    token: given.token,
    get verbatim() { return given.verbatim },
    // A variable that is read as a platform's token from now on is withheld from then on.
    get forChildren() { return given.forChildren },
    isEmpty: (name: Parameters<typeof given.isEmpty>[0]) => isKept(name) && given.isEmpty(name),
    secret: (name: Parameters<typeof given.secret>[0]) => isKept(name) ? given.secret(name) : undefined,
    hasSecret: (name: Parameters<typeof given.hasSecret>[0]) => isKept(name) && given.hasSecret(name),
  }
  return { ...context, environment: kept, given: left }
}
