import { decodeAnswer } from '../../protocol/answer/decode.ts'
import { isObject } from '../../protocol/answer/json.ts'
import { limits } from '../../limits.ts'
import { granting, type Send, type WireResponse } from '../../wire.ts'

/** Tokens that a run was given, as they came. */
export interface Taken { access_token: string, refresh_token?: string }

/** What a run was given, so that all of it can be given back. */
export interface Takings {
  /** Looks at each answer on its way. */
  watch: (send: Send) => Send
  all: () => readonly Taken[]
}

/** Notes every token that comes, also one that should not have come. */
export function openTakings(): Takings {
  const taken: Taken[] = []
  return {
    watch: send => async (request) => {
      const answer = await send(request)
      if (granting.has(request.purpose) || request.purpose === 'front') taken.push(...allTokensIn(answer))
      return answer
    },
    all: () => taken,
  }
}

/** The tokens in an answer that grants some (RFC 6749, section 5.1); nothing in any other. */
export function tokensIn({ status, body }: Pick<WireResponse, 'status' | 'body'>): Taken | undefined {
  return status < 200 || status > 299 ? undefined : takenFrom(membersOf(body))
}

/** The same, also where they stand in an object of the answer: no client reads them there, but they were issued. */
export function allTokensIn({ status, body }: Pick<WireResponse, 'status' | 'body'>): Taken[] {
  if (status < 200 || status > 299) return []
  const members = membersOf(body)
  const wrapped = Object.values(members).slice(0, limits.members).filter(isObject)
  return [members, ...wrapped].flatMap(one => takenFrom(one) ?? [])
}

function takenFrom({ access_token, refresh_token }: Readonly<Record<string, unknown>>): Taken | undefined {
  if (typeof access_token !== 'string' || access_token === '') return undefined
  return { access_token, ...typeof refresh_token === 'string' && { refresh_token } }
}

/** The members of an answer that is an object, in JSON or as a form; none of anything else. */
export function membersOf(body: string): Readonly<Record<string, unknown>> {
  const { value } = decodeAnswer(body)
  return isObject(value) ? value : {}
}
