import type { SeenJwt, WalkRecord } from '../record.ts'

/** A member of the claims that is a text; undefined for anything else. */
export function textClaim({ claims }: SeenJwt, name: string): string | undefined {
  const value = claims?.[name]
  return typeof value === 'string' ? value : undefined
}

/** A member of the header that is a text. */
export function textHeader({ header }: SeenJwt, name: string): string | undefined {
  const value = header[name]
  return typeof value === 'string' ? value : undefined
}

/** The audience as a list of texts (RFC 7519, section 4.1.3). */
export function audienceOf({ claims }: SeenJwt): string[] {
  return [claims?.['aud'] ?? []].flat().filter(one => typeof one === 'string')
}

/** A time of the claims as it stands there, if it is a number. */
export function numberClaim({ claims }: SeenJwt, name: string): number | undefined {
  const value = claims?.[name]
  return typeof value === 'number' && Number.isFinite(value) ? value : undefined
}

/** Times beyond this are no seconds of ours: as seconds it is the year 5138, as milliseconds 1973. */
const milliseconds = 1e11

/** A time of the claims in seconds since 1970, also where it was written in milliseconds. */
export function secondsClaim(jwt: SeenJwt, name: string): number | undefined {
  const value = numberClaim(jwt, name)
  return value !== undefined && isMilliseconds(value) ? Math.floor(value / 1000) : value
}

/** Whether a number can only be milliseconds since 1970. */
export function isMilliseconds(value: number): boolean {
  return value >= milliseconds && value < milliseconds * 1000
}

/** When the token was used, in seconds since 1970: by the recording, or by the clock of whoever reads it. */
export function judgedAt(jwt: SeenJwt, record: WalkRecord): number {
  return Math.floor((jwt.in?.at ?? record.now) / 1000)
}

/** A time for a sentence, by the minute in UTC. */
export function dateOf(seconds: number): string {
  return Math.abs(seconds) > 8.64e12 ? String(seconds) : `${new Date(seconds * 1000).toISOString().slice(0, 19)}Z`
}

/** A length of time for a sentence: the two largest units. */
export function spanOf(seconds: number): string {
  const units = [[31_536_000, 'y'], [86_400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']] as const
  const parts: string[] = []
  let rest = Math.abs(Math.round(seconds))
  for (const [size, unit] of units) {
    const count = Math.floor(rest / size)
    if (count > 0 && parts.length < 2) parts.push(`${count} ${unit}`)
    rest -= count * size
  }
  return parts.join(' ') || '0 s'
}

/**
 * The signs of a compact JWT that base64url does not have (RFC 7515, section 2): of plain base64, or its padding. None
 * where it is written as it must be.
 */
export function signsOfPlainBase64(token: string): string[] {
  return [...new Set((token.split('~', 1)[0] ?? '').match(/[+/=]/g))]
}
