import { limits } from '../../limits.ts'

/** One challenge of a resource server: its scheme and its parameters, names in lower case. */
export interface Challenge {
  scheme: string
  parameters: ReadonlyMap<string, string>
  /** The names of those whose values stood in no quotes. */
  unquoted: ReadonlySet<string>
}

/**
 * Reads the challenges of a WWW-Authenticate header field (RFC 9110, section 11.6.1; RFC 6750, section 3), several in
 * one field too. Values may stand in quotes or not, also with blanks in them, and commas may be missing. Of a long
 * field the beginning is read.
 */
export function readChallenges(field: string | undefined): Challenge[] {
  const beginning = field === undefined || field.length <= limits.headerField
    ? field
    : withoutOpenEnd(field.slice(0, limits.headerField))
  const tokens = beginning?.match(/"(?:[^"\\]|\\[^])*"?|[=,]|[^\s,="]+/g) ?? []
  const challenges: { scheme: string, parameters: Map<string, string>, unquoted: Set<string> }[] = []
  // The parameter whose value stands without quotes, which the next word may belong to.
  let bare: string | undefined
  for (let place = 0; place < tokens.length; place++) {
    const token = tokens[place] ?? ''
    const { parameters, unquoted } = challenges.at(-1) ?? {}
    if (isSign(token)) {
      bare = token === ',' ? undefined : bare
    } else if (tokens[place + 1] === '=') {
      const value = tokens[place + 2] ?? ','
      bare = isSign(value) || value.startsWith('"') ? undefined : token.toLowerCase()
      if (bare !== undefined && !parameters?.has(bare)) unquoted?.add(bare)
      if (parameters && !parameters.has(token.toLowerCase()))
        parameters.set(token.toLowerCase(), isSign(value) ? '' : unquote(value))
      place += isSign(value) ? 1 : 2
    } else if (bare !== undefined) {
      // RFC 6750 wants quotes where a value has blanks; without them the words belong together all the same.
      parameters?.set(bare, `${parameters.get(bare) ?? ''} ${unquote(token)}`)
    } else if (place === 0 || tokens[place - 1] === ',') {
      challenges.push({ scheme: token.toLowerCase(), parameters: new Map(), unquoted: new Set() })
    }
  }
  return challenges
}

/** The error of a challenge that asks for a stronger or fresher sign-in (RFC 9470, section 3). */
export const stepUp = 'insufficient_user_authentication'

/**
 * The challenge that says what is wrong: first one that asks for a stronger sign-in, then one for bearer tokens, then
 * any.
 */
export function findRefusingChallenge(field: string | undefined): Challenge | undefined {
  const refusing = readChallenges(field).filter(({ parameters }) =>
    parameters.has('error') || parameters.has('error_description'))
  return refusing.find(({ parameters }) => parameters.get('error') === stepUp)
    ?? refusing.find(({ scheme }) => scheme === 'bearer' || scheme === 'dpop')
    ?? refusing[0]
}

/** A field that was cut off, without the parameter that the cut went through. */
function withoutOpenEnd(field: string): string {
  return field.slice(0, Math.max(0, field.lastIndexOf(',')))
}

function isSign(token: string): boolean {
  return token === '=' || token === ','
}

function unquote(token: string): string {
  return token.startsWith('"')
    ? token.slice(1, token.length > 1 && token.endsWith('"') ? -1 : undefined).replace(/\\([^])/g, '$1')
    : token
}
