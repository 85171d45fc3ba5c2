import { issuerOfDocument } from '../addresses/metadata-document.ts'
import { login, loginAt, loginWith } from './again.ts'
import { flagOf } from './endpoint-flag.ts'
import { command, commandOf } from '../text/shell.ts'
import { text } from './text.ts'
import type { Advice, Way } from './way.ts'

type Details = Readonly<Record<string, unknown>>

/**
 * What helps where an address answered with a redirect: on the same host, the address that it led to; of metadata that
 * has moved by a slash alone, its endpoints by flags, since no issuer leads there. What would get a code, a secret or a
 * token is for the provider to confirm: no command is told that sends it there.
 */
export function goWhereItLed(
  details: Details, say: Record<'named' | 'endpoints', Advice> & { asked: (address: string) => Advice },
): readonly Way[] {
  const { purpose } = details
  const target = targetOf(details)
  if (target === undefined) return [say.named]
  if (!isPublished(purpose)) return [say.asked(target.href)]
  // Another server is for the user to choose.
  if (target.origin !== new URL(text(details['url'])).origin) return [say.named]
  const moved = target.href
  if (purpose !== 'discovery') return [say.named, loginWith(commandOf([[flagOf(purpose) ?? '', moved]]))]
  const [asked, there] = [text(details['url']), moved].map(issuerOfDocument)
  if (there === undefined) return [say.named]
  if (there !== asked) return [say.named, loginAt(there)]
  const endpoints = login`--authorization-endpoint URL --token-endpoint URL --userinfo-endpoint URL --jwks-uri URL`
  return [say.endpoints, command`curl -s ${moved}`, endpoints]
}

/** Anybody may read these: a request for them carries nothing secret. */
function isPublished(purpose: unknown): boolean {
  return purpose === 'discovery' || purpose === 'jwks'
}

/** The address that a redirect named, where it can be an endpoint at all. */
function targetOf({ url, location, purpose }: Details): URL | undefined {
  const asked = text(url)
  if (flagOf(purpose) === undefined || leadsToSignIn(location) || !URL.canParse(text(location), asked)) return undefined
  const [target, here] = [new URL(text(location), asked), new URL(asked)]
  const isDowngrade = target.protocol !== 'https:' && target.protocol !== here.protocol
  return isDowngrade || target.href === here.href || target.username + target.password !== '' ? undefined : target
}

/**
 * How a redirect differs from what was asked, where a slash at the end is all: for metadata, the issuer's own slash
 * changes nothing, since it is left out before the path is appended.
 */
export function slashAlone({ url, location, purpose }: Details): 'metadata' | 'missing' | 'extra' | undefined {
  const asked = text(url)
  if (!URL.canParse(text(location), asked)) return undefined
  const [moved, here] = [new URL(text(location), asked).href, new URL(asked).href]
  const way = moved === `${here}/` ? 'missing' : here === `${moved}/` ? 'extra' : undefined
  return way !== undefined && purpose === 'discovery' ? 'metadata' : way
}

/** Tells whether an address looks like that of a page on which a browser's user signs in: no request of a client is meant for it. */
export function leadsToSignIn(location: unknown): boolean {
  return /(?:log|sign)[-_]?(?:in|on)(?![a-z])|\bsso\b/i.test(text(location).split(/[?#]/, 1)[0] ?? '')
}
