import type { FailureCode, StepId } from '../../codes/failure.ts'

/**
 * How a client proves itself, other than by a secret that it sends: a key, somebody's assertion, a signature with its
 * secret, a certificate. `unshown`: it has a certificate, but the request went over http, where none is shown.
 */
export type ProvesBy = 'key' | 'assertion' | 'signed-secret' | 'certificate' | 'self-signed' | 'unshown'

/** The facts about a failure whose cause is wanted. */
export interface Symptom {
  failure: FailureCode
  step?: StepId | undefined
  /** The token was given a moment ago. */
  isNew?: boolean | undefined
  /** The token was stored by an earlier command: it is not new, though the step is that of a walk. */
  isOld?: boolean | undefined
  /** The token came from a variable of the environment, and not from a login. */
  isGiven?: boolean | undefined
  /** The preset of the provider, where one was used. */
  preset?: string | undefined
  /** The provider's own code and, where that was translated, what the standard calls it. */
  codes: readonly string[]
  /** What the provider says of its own, without the sentences that it quotes from a standard. */
  description: string
  status?: number | undefined
  /** The client gave a secret, asked for PKCE, and for which scope. */
  hasSecret?: boolean | undefined
  /** How else the client could prove itself; `hasSecret` says nothing then. */
  provesBy?: ProvesBy | undefined
  pkce?: boolean | undefined
  /** It was told to prove itself by nothing, whatever it has. */
  provesNothing?: boolean | undefined
  /** This run was told by which method a secret proves it. */
  choseMethod?: boolean | undefined
  /** The token was asked for resources by name. */
  namesResource?: boolean | undefined
  /** Its requests proved possession of a key. */
  dpop?: boolean | undefined
  /** The provider takes such proofs, by its metadata. */
  offersProof?: boolean | undefined
  /** It takes a secret in another way too, by its metadata, and this run named none. */
  takesOtherMethod?: boolean | undefined
  /** Its authorization request was pushed. */
  pushed?: boolean | undefined
  /** Its authorization request was signed. */
  signsRequest?: boolean | undefined
  /** The client registered itself for any port of this machine. */
  anyPort?: boolean | undefined
  /** The client id is the address of its document. */
  byDocument?: boolean | undefined
  /** The login began at a resource, and asked for a token for it. */
  atResource?: boolean | undefined
  /** The request forbade the provider to show a page (`prompt=none`). */
  silent?: boolean | undefined
  /** What the provider's code speaks of was no part of the request. */
  unsent?: boolean | undefined
  scope?: string | undefined
  /** The scope that a resource server's challenge names. */
  needed?: string | undefined
  /** The challenge names a way of signing in, and how fresh that must be (RFC 9470). */
  asksAcr?: boolean | undefined
  asksAge?: boolean | undefined
  /** The challenges of its 401 name other schemes than Bearer alone: DPoP, or such as are for no access token. */
  wants?: 'proof' | 'no-token' | undefined
}

/**
 * The conditions of a diagnosis: every member that is given must fit. `source` says where it is known from; a rule of
 * the standards names its RFC.
 */
interface Conditions {
  id: string
  source: string
  presets?: readonly string[]
  failures?: readonly FailureCode[]
  /** The step of a walk, where the token is new. */
  step?: StepId
  isOld?: boolean
  isGiven?: true
  codes?: readonly (string | number)[]
  status?: number
  /** The provider said the code itself: no number of its own was translated. */
  asSaid?: true
  atResource?: boolean
  hasSecret?: boolean
  provesBy?: ProvesBy
  pkce?: boolean
  provesNothing?: true
  choseMethod?: true
  namesResource?: true
  dpop?: boolean
  offersProof?: true
  takesOtherMethod?: true
  pushed?: boolean
  signsRequest?: boolean
  anyPort?: true
  byDocument?: true
  silent?: boolean
  unsent?: true
  /** Of the scope that was sent, where that is known. */
  scope?: RegExp
  needed?: RegExp
  asksAcr?: boolean
  asksAge?: boolean
  wants?: 'proof' | 'no-token'
}

/** A rule that looks at codes and circumstances alone. */
export interface CodeRule extends Conditions {
  of?: never
  text?: never
}

/**
 * A rule that looks at a text and names its server, since a sentence means one thing only at the server that writes it.
 * Sentences that a server quotes from RFC 6749 are not looked at.
 */
export interface TextRule extends Conditions {
  of: string
  text: RegExp
}

export type Rule = CodeRule | TextRule

/** Members that a rule and a symptom must have alike, where the rule has them. */
const alike = [
  'step', 'status', 'hasSecret', 'provesBy', 'pkce', 'dpop', 'offersProof', 'signsRequest', 'anyPort', 'byDocument',
  'provesNothing', 'choseMethod', 'takesOtherMethod', 'namesResource', 'silent', 'wants',
  'isGiven',
] as const
/** The same, where a symptom without the member is one that says no. */
const alikeOrNo = ['isOld', 'atResource', 'pushed', 'asksAcr', 'asksAge', 'unsent'] as const

/** Tells whether a rule explains a symptom. */
export function fits(rule: Rule, symptom: Symptom): boolean {
  const { presets, failures, codes, asSaid, scope, needed, text } = rule
  return (presets === undefined || (symptom.preset !== undefined && presets.includes(symptom.preset)))
    && (failures === undefined || failures.includes(symptom.failure))
    && (codes === undefined || codes.some(code => symptom.codes.includes(String(code))))
    && (asSaid === undefined || symptom.codes.length === 1)
    && alike.every(name => rule[name] === undefined || rule[name] === symptom[name])
    && alikeOrNo.every(name => rule[name] === undefined || rule[name] === (symptom[name] ?? false))
    && (scope === undefined || (symptom.scope !== undefined && scope.test(symptom.scope)))
    && (needed === undefined || needed.test(symptom.needed ?? ''))
    && (text === undefined || text.test(symptom.description))
}
