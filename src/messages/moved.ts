import { issuerOfDocument } from '../addresses/metadata-document.ts'
import { login, loginAt, loginWith } from './again.ts'
import { flagOf } from './endpoint-flag.ts'
import { command, commandOf } from '../text/shell.ts'
import { text } from './text.ts'
import type { Advice, Way } from './way.ts'

type Details = Readonly<Record<string, unknown>>

/**
 * What helps where an address answered with a redirect: on the same host, the address that it led to; of metadata that
 * has moved by a slash alone, its endpoints by flags, since no issuer leads there.
 */
export function goWhereItLed(details: Details, say: Record<'named' | 'endpoints', Advice>): readonly Way[] {
  const { purpose } = details
  const moved = movedTo(details)
  if (moved === undefined) return [say.named]
  const flag = flagOf(purpose) ?? ''
  if (purpose !== 'discovery') return [say.named, loginWith(commandOf([[flag, moved]]))]
  const [asked, there] = [text(details['url']), moved].map(issuerOfDocument)
  if (there === undefined) return [say.named]
  if (there !== asked) return [say.named, loginAt(there)]
  const endpoints = login`--authorization-endpoint URL --token-endpoint URL --userinfo-endpoint URL --jwks-uri URL`
  return [say.endpoints, command`curl -s ${moved}`, endpoints]
}

/** The address that a redirect named, where it is one of the same host: another server is for the user to choose. */
function movedTo({ url, location, purpose }: Details): string | undefined {
  const asked = text(url)
  if (flagOf(purpose) === undefined || leadsToSignIn(location) || !URL.canParse(text(location), asked)) return undefined
  const [moved, here] = [new URL(text(location), asked), new URL(asked)]
  return moved.origin === here.origin && moved.href !== here.href && moved.username === '' ? moved.href : undefined
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
