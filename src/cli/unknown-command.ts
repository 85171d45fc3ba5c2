import { Failure } from '../failure.ts'
import { nearTargets } from './near-targets.ts'
import type { Run } from './run.ts'

/** What `login` knows by a word that is no command: the profile of that name, or else names that are near. A store that can't be read has none. */
export async function targetsLike(name: string, run: Run): Promise<{ near: string[], profile: boolean }> {
  const profiles = namesOf(run)
  const profile = profiles.includes(name)
  return { near: profile ? [name] : await nearTargets(name, profiles), profile }
}

function namesOf(run: Run): string[] {
  try {
    return run.profiles.list().map(({ name }) => name)
  } catch (error) {
    if (error instanceof Failure) return []
    throw error
  }
}
