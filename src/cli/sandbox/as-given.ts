import { Failure } from '../../codes/failure.ts'
import type { Run } from '../run.ts'
import { translate } from './target.ts'

/**
 * What the sandbox raised, with the flags of this run but for its port: another port is what may help, and nothing else
 * is to be lost by it.
 */
export function translateAsGiven({ options }: Pick<Run, 'options'>, error: unknown): unknown {
  const failure = translate(error)
  if (!(failure instanceof Failure)) return failure
  return failure.with(undefined, {
    sandbox_flags: flagsOf(options), ...options.config !== undefined && { path: options.config },
  })
}

function flagsOf({ config, misbehave, require, registration, as, redirectUri }: Run['options']): string[][] {
  const given = { config, misbehave, require: require?.join(','), registration, as }
  const flags = Object.entries(given).flatMap(([name, value]) =>
    typeof value === 'string' ? [[`--${name}`, value]] : [])
  return [...flags, ...[redirectUri ?? []].flat().map(uri => ['--redirect-uri', uri])]
}
