import { findNearNames } from '../../../providers/near-names.ts'
import { good, note } from '../../../render/doctor/line.ts'
import { secretVariables } from '../../machine/environment.ts'
import { knownVariables } from '../known-variables.ts'
import type { Look } from '../look.ts'

/** Which of our variables are set, by their names alone, and which of them nobody reads. */
export const lookAtEnvironment: Look = ({ run: { context: { environment, given } }, wholeProgram }) => {
  const set = [
    ...Object.keys(environment).filter(name => name.startsWith('OAUTH_WALK_')),
    ...secretVariables.filter(name => given.hasSecret(name)),
  ].sort()
  const known = knownVariables(wholeProgram())
  const choices = known.map(name => ({ id: name, name }))
  const read = set.filter(name => known.includes(name))
  return [
    read.length === 0
      ? good('environment', 'environment-none')
      : good('environment', 'environment-set', { names: read }),
    ...set.filter(name => !known.includes(name)).map(name =>
      note('environment', 'variable-unknown', { name, near: findNearNames(name, choices)[0] })),
  ]
}
