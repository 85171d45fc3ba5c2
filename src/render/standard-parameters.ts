import type { WalkEvent } from '../walk/events.ts'

type Told = Extract<WalkEvent, { type: 'message' }>

/** Parameters by their names. */
export type Parameters = Readonly<Record<string, unknown>>

/** The parameters by their standard names, whatever the provider calls them. */
export function standardParameters({ parameters = {}, names = {} }: Pick<Told, 'parameters' | 'names'>): Parameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [Object.hasOwn(names, name) ? names[name] ?? name : name, value]),
  )
}
