import type { ReadingSentences } from '../explain.ts'
import { pick, text } from '../text.ts'
import { enCheckWords } from './check-words.ts'
import { enChecks } from './checks.ts'

/** The sentences about checks of which nothing else is told. */
export const enCheckReadings = {
  'check-failed': {
    said: d => pick(enCheckWords, d['check'])?.wrong ?? `A check failed: ${text(d['check'])}`,
    why: d => pick(enChecks, d['check'])?.cause ?? 'A client that checks this ends the login here.',
    fix: () => 'Look at this check among the steps of the login (without --quiet): what came stands there beside what was expected.',
  },
} satisfies Record<string, ReadingSentences>
