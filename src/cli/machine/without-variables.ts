import type { Context } from '../context.ts'

/** The same process with those of our variables, plain or secret, that are kept. */
export function withoutVariables(context: Context, isKept: (name: string) => boolean): Context {
  const { environment, given } = context
  const kept = Object.fromEntries(
    Object.entries(environment).filter(([name]) => !name.startsWith('OAUTH_WALK_') || isKept(name)),
  )
  const left = {
    ...given, variables: kept,
    secret: (name: Parameters<typeof given.secret>[0]) => isKept(name) ? given.secret(name) : undefined,
    hasSecret: (name: Parameters<typeof given.hasSecret>[0]) => isKept(name) && given.hasSecret(name),
  }
  return { ...context, environment: kept, given: left }
}
