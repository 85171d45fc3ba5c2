import type { JsonWebKey } from 'node:crypto'
import type { SandboxMiddleware } from '../interactions.ts'
import { elsewherePath } from '../request-log.ts'
import type { RequestCounts } from '../endpoint.ts'
import { authorizationResponse } from './authorization-response.ts'
import { basicModules } from './basic-modules.ts'
import { discovery } from './discovery.ts'
import { dpop } from './dpop.ts'
import { encryption } from './encryption.ts'
import { fapi } from './fapi.ts'
import { idToken } from './id-token.ts'
import { jarm } from './jarm.ts'
import { jwks } from './jwks.ts'
import { KeyRing } from './keys.ts'
import { logout } from './logout.ts'
import { mcp } from './mcp.ts'
import { mtls } from './mtls.ts'
import { notApplicable } from './not-applicable.ts'
import { otherModules } from './other-modules.ts'
import { par } from './par.ts'
import { play } from './play.ts'
import { refresh } from './refresh.ts'
import { registration } from './registration.ts'
import { signature } from './signature.ts'
import { tokenResponse } from './token-response.ts'
import { transport } from './transport.ts'
import { userinfo } from './userinfo.ts'
import type { Variant, Words } from './variant.ts'
import { weaknesses } from './weak/index.ts'

const groups: Record<string, Variant[]> = {
  suite: [...basicModules, ...otherModules, ...fapi.filter(({ plan }) => plan !== 'hostile-provider')],
  logout,
  discovery, jwks, 'authorization-response': authorizationResponse, 'token-response': tokenResponse,
  'id-token': idToken, signature, userinfo, refresh, transport,
  registration, par, jarm, dpop, mtls, mcp, encryption, fapi2: fapi.filter(({ plan }) => plan === 'hostile-provider'),
  weak: weaknesses,
}

/** Every fault, each with the group it belongs to. */
export const variants: readonly (Variant & { group: string })[] = Object.entries(groups)
  .flatMap(([group, members]) => members.map(variant => ({ ...variant, group })))

const prefixes = [
  '', 'oidcc-client-test-', 'oidcc-client-', 'fapi2-security-profile-final-client-test-',
  'fapi2-security-profile-final-client-',
]

/** The fault of this name; the suite's common prefixes may be left out, also behind `formpost:`. */
export function findVariant(name: string): Variant | undefined {
  const [, formPost = '', rest = ''] = /^(formpost:)?(.*)$/s.exec(name) ?? []
  return prefixes.map(prefix =>
    variants.find(variant => variant.name === `${formPost}${prefix}${rest}`)).find(variant => variant !== undefined)
}

/** Why a fault of this name is known and not played; nothing where no such fault is known. */
export function whyNotPlayed(name: string): Words | undefined {
  return prefixes.map(prefix =>
    notApplicable.find(one => one.name === prefix + name)).find(one => one !== undefined)?.reason
}

/** The shortest name that means the same: whoever types it needs no prefix of the suite. */
export function shortName(name: string): string {
  const [, formPost = '', rest = ''] = /^(formpost:)?(.*)$/s.exec(name) ?? []
  const shorter = prefixes.filter(prefix => prefix.endsWith('-test-') && rest.startsWith(prefix))
    .map(prefix => formPost + rest.slice(prefix.length))
  return shorter.find(short => named(short) === name) ?? name
}

/** The whole name of what is known by a name, whether it is played or not. */
function named(short: string): string | undefined {
  return findVariant(short)?.name ?? prefixes.map(prefix =>
    notApplicable.find(one => one.name === prefix + short)).find(one => one !== undefined)?.name
}

/** The names that look most like this one, the closest first, as they are typed. */
export function closeNames(name: string): string[] {
  const scored = variants.map(variant => ({ name: variant.name, score: likeness(name, variant.name) }))
  const close = scored.filter(({ score }) => score > 0.3).sort((a, b) => b.score - a.score)
  // The same fault by form_post is no other name to those who did not ask for it.
  const wanted = close.filter(one => name.startsWith('formpost:') || !one.name.startsWith('formpost:'))
  return wanted.slice(0, 3).map(one => shortName(one.name))
}

/**
 * The share of pairs of neighbouring letters that two words have in common (Dice's coefficient), the suite's prefix
 * left out.
 */
function likeness(one: string, other: string): number {
  const pairs = (word: string) => {
    const short = word.toLowerCase()
      .replace(/^(formpost:)?(oidcc-client-test-|fapi2-security-profile-final-client-test-)/, '')
    return new Set(Array.from(short, (letter, place) => letter + (short[place + 1] ?? ' ')))
  }
  const [ours, theirs] = [pairs(one), pairs(other)]
  return 2 * [...ours].filter(pair => theirs.has(pair)).length / (ours.size + theirs.size)
}

/** What a fault is, in plain data and one language: for lists, and for whoever plays them all. */
export interface Misbehaviour {
  name: string
  /** What is typed for it. */
  short: string
  plan: string
  group: string
  case?: string
  does: string
  run: string
  settings: Record<string, string>
  expected: {
    exit_code: number
    code?: string
    furthest: string
    session: string
    requests: Partial<RequestCounts>
    signed_out?: string
  }
}

/** What is played, and what is known but can't be. */
export interface MisbehaviourList {
  misbehaviours: Misbehaviour[]
  not_applicable: { name: string, short: string, reason: string }[]
}

/** Every fault and what a correct client does, and those that can't be played. */
export function listMisbehaviours(language: 'en' | 'zh'): MisbehaviourList {
  return {
    misbehaviours: variants.map(variant => describe(variant, language)),
    not_applicable: notApplicable.map(({ name, reason }) =>
      ({ name, short: shortName(name), reason: reason[language] })),
  }
}

function describe(variant: Variant & { group: string }, language: 'en' | 'zh'): Misbehaviour {
  const { name, plan, group, expected: { reaction, requests, ...expected } } = variant
  const correct = { en: ': a correct client ', zh: '：正确的客户端' }[language]
  return {
    name, short: shortName(name), plan, group, ...variant.case === undefined ? {} : { case: variant.case },
    does: `${variant.fault[language]}${correct}${reaction[language]}`,
    run: variant.run ?? 'login', settings: variant.settings ?? {}, expected: { ...expected, requests: requests ?? {} },
  }
}

/** What the sandbox that misbehaves is made of. */
export interface Surroundings {
  issuer: string
  signingKey: JsonWebKey
  clientSecrets: Record<string, string>
  asked: RequestCounts
}

/** The fault as a step between the network and the provider. */
export function misbehave(
  variant: Variant, { issuer, signingKey, clientSecrets, asked }: Surroundings,
): SandboxMiddleware {
  return play(variant, {
    issuer, asked, elsewhere: issuer + elsewherePath, keys: new KeyRing(signingKey),
    secretOf: clientId => clientSecrets[clientId] ?? '',
  })
}
