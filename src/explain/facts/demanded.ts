import { withoutStandardSentences } from '../../providers/doctor/standard-sentences.ts'
import { demandable, type Demandable } from '../how.ts'
import { lacks } from '../parameters.ts'
import type { Seen } from '../record.ts'

/** An access token is no `token`, and a status code no `code`. */
const whole
  = '(?<!(?:access|bearer|id|session|csrf|xsrf|api|auth|security|error|status|response|country|user|http)[ _-])'
const names = `${whole}(${demandable.map(name => name.replaceAll('_', '[_ ]?')).join('|')})\\b`
const kind = '(?:parameter|argument|param|field|value|form parameter|query parameter)s?'
const between = `(?: an?| the)?(?: required| mandatory)?(?: ${kind})?(?: name)?[: ]*["'\`(\\[]*`
/** What is registered, or compared, was sent or is not about the request. */
const unlike = '(?!["\'`)\\]]? (?:is |are |was |were |has been )?(?:registered|configured|associated|enabled|allowed|match|does|did|mismatch|invalid|wrong|unknown|incorrect|expired|provided|sent|specified))'
const given = '(?:provided|specified|present|sent|included|supplied|set)'
const empty = '(?:missing|empty|blank|null|absent|omitted)'

/**
 * What says that a parameter is wanted: before its name, and behind it. "Not required" and "sent in the request" say
 * the opposite.
 */
const patterns = [
  `\\b(?:missing|lacks?|lacking|without|absent|no|expected(?= (?:parameter|param|argument|field)\\b))${between}${names}${unlike}`,
  `(?<!not |n't |never |longer )\\b(?:needs?|requires?|required|mandatory)${between}${names}${unlike}`,
  `(?<!(?:must|should|may|do|can|could) ?not |n't )\\b(?:include|provide|specify|supply|must have)${between}${names}${unlike}`,
  `${names}["'\`)]?(?: ${kind})?(?: is| was| are| were| has been)?(?: both)? (?:required|mandatory|${empty})(?! (?:to|an?|the|required|valid|its|some|one)\\b)`,
  `${names}["'\`)]?(?: ${kind})?(?: (?:must|should) be|(?: is| was| are| were| has been)? not) ${given}\\b`,
  `${names}["'\`)]?(?: ${kind})? (?:can ?not|can't|may not|must not|should not) be ${empty}\\b`,
].map(pattern => new RegExp(pattern, 'i'))

const proofKey = /proof key|\bpkce\b/i
const isWanted = /requir|must|need|mandat|missing|enforc/i
const isJudged
  = /verif|match|invalid|fail|unsupported|not (?:required|needed|mandatory|support)|n't (?:require|need|support)/i

const plainNames = new Map(demandable.map(name => [name.replaceAll('_', ''), name]))

/**
 * The parameter that the provider's words ask for: its own words, as what it quotes from the standards names every
 * case.
 */
export function findDemanded(description: string): Demandable | undefined {
  const text = withoutStandardSentences(description.slice(0, 600))
  if (proofKey.test(text) && isWanted.test(text) && !isJudged.test(text)) return 'code_challenge'
  for (const pattern of patterns) {
    const found = pattern.exec(text)?.[1]
    if (found !== undefined) return plainNames.get(found.toLowerCase().replace(/[_ ]/g, ''))
  }
  return undefined
}

/** The same where the request does not have it, as far as that was seen. */
export function findUnsent(description: string, asked: Seen | undefined): Demandable | undefined {
  const name = findDemanded(description)
  return name === undefined || (asked && !lacks(asked, name)) ? undefined : name
}
