import type { Lock } from '../locks/names.ts'
import type { Careless } from '../mcp/facts.ts'
import type { Endpoint } from '../endpoint.ts'
import type { Hooks, Inside } from './hooks.ts'

/** The languages in which a fault is described. */
export interface Words { en: string, zh: string }

/** How a correct client takes a fault. */
export interface Expectation {
  /** Status with which the command ends. */
  exit_code: number
  /** Code of its failure in the `--json` document. */
  code?: string
  /** The last endpoint that may be asked, in the order of the walk. */
  furthest: Endpoint
  /** What becomes of the stored session. */
  session: 'saved' | 'none' | 'kept' | 'renewed' | 'ended'
  /** Requests that must have been made, where their number matters. */
  requests?: Partial<Record<Endpoint, number>>
  /** What the client says of the end of the provider's session, where its logout ends that in a browser. */
  signed_out?: 'confirmed' | 'wrong-state' | 'missing-state'
  reaction: Words
}

/** A suite's plan of client tests by its own name, or our own collection of hostile providers. */
export type Plan
  = | 'oidcc-client-basic-certification-test-plan' | 'oidcc-client-config-certification-test-plan'
    | 'oidcc-client-formpost-basic-certification-test-plan' | 'oidcc-client-refreshtoken-test-plan'
    | 'oidcc-client-test-plan' | 'oidcc-client-rp-initiated-logout-rp-basic'
    | 'fapi2-security-profile-final-client-test-plan' | 'fapi2-message-signing-final-client-test-plan'
    | 'hostile-provider'

/**
 * The commands under which a fault shows; all but the last are walked with a well-behaved sandbox, unless it is served.
 */
export type Run = 'login' | 'refresh' | 'userinfo' | 'logout' | 'two-logins'

/** One fault: what it is called, where it takes hold, and what a correct client does. */
export interface Variant extends Hooks, Inside {
  name: string
  plan: Plan
  /** The number of the case in the project's list of hostile providers. */
  case?: string
  fault: Words
  expected: Expectation
  run?: Run
  /** Settings of the login under which the fault shows, or of the one before it, by the names of their flags. */
  settings?: Record<string, string>
  /** What the provider demands, where the fault is in a lock. */
  require?: Lock[]
  /** The provider signs as usual, and leaves it to the fault to encrypt. */
  encrypts?: true
  /** Over TLS the provider shows a certificate that its authority did not sign. */
  impostor?: true
  /** Clients may register themselves. */
  registers?: true
  /** In what the MCP server behind the provider is careless. */
  careless?: Careless
  /** The grant whose answers are changed, where it is not all of them. */
  only?: 'authorization_code' | 'refresh_token'
}

/** The case that a name begins with: `h31-unknown-kid` belongs to H31. */
export function caseOf(name: string): string | undefined {
  return /^[a-z]\d+(?=-)/.exec(name)?.[0].toUpperCase()
}

type Settings = Pick<Variant, 'run' | 'settings' | 'require' | 'encrypts' | 'impostor' | 'only' | 'registers'
  | 'careless'>

/** A fault of a hostile provider, from its list of cases. */
export function fault(name: string, en: string, zh: string, expected: Expectation, hooks: Hooks & Settings): Variant {
  const number = caseOf(name)
  return {
    name, plan: 'hostile-provider', ...number === undefined ? {} : { case: number }, fault: { en, zh }, expected,
    ...hooks,
  }
}

/** A module of the OpenID Foundation's conformance suite, by its own name. */
export function module(
  plan: Plan, name: string, en: string, zh: string, expected: Expectation, hooks: Hooks & Settings = {},
): Variant {
  return { name, plan, fault: { en, zh }, expected, ...hooks }
}
