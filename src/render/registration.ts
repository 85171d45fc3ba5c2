import { isLoopbackHost, parseAddress } from '../addresses/loopback.ts'
import type { Catalogue } from '../messages/catalogue.ts'
import type { Preset, Workaround } from '../providers/preset.ts'
import { command, shellWord } from '../text/shell.ts'
import { registrationText } from './registration-words.ts'
import { markUnconfirmed } from './unconfirmed.ts'

/**
 * What to register at a provider before its first login: where, which redirect URI, whether a listener here can work,
 * and else what to do.
 */
export function describeRegistration(
  preset: Preset, redirectUri: string, { language, provider: words }: Catalogue,
): string[] {
  const { loopback, port, anyPortFor, workarounds } = preset.redirect
  const registrable = loopback !== 'no' || !isLoopbackAddress(redirectUri)
  const ways = workarounds.flatMap(workaround =>
    describeWorkaround(workaround, preset, registrable ? redirectUri : undefined, words.workarounds))
  return [
    registrationText(preset, redirectUri, language),
    ...registrable ? [words.redirectUri(redirectUri)] : [],
    `${words.listener(loopback, port, anyPortFor?.[language])}${markUnconfirmed('redirect', preset, words.unconfirmed)}`,
    ...ways.length > 0 && (loopback === 'yes' || loopback === 'partial') ? [words.otherwise] : [],
    ...ways.map((way, place) => `  ${place + 1}. ${way}`),
  ]
}

/**
 * A way out in words, or nothing where it leads nowhere here: no other host to swap to, no address of a device flow.
 */
function describeWorkaround(
  workaround: Workaround, { id, endpoints }: Preset, redirectUri: string | undefined,
  words: Catalogue['provider']['workarounds'],
): string[] {
  const login = command`oauth-walk login ${id}`
  if (workaround.way === 'paste' && redirectUri === undefined)
    return [words.paste(command`oauth-walk login ${id} --redirect-uri URI`, shellWord(''))]
  const uris = { 'swap-host': swapHost(redirectUri ?? ''), paste: '', 'own-domain': '', device: endpoints.device }
  const uri = workaround.way === 'code-page' ? workaround.uri : uris[workaround.way]
  return uri === undefined ? [] : [words[workaround.way](login, shellWord(uri))]
}

/** The same redirect URI under the other name of this machine. */
function swapHost(redirectUri: string): string | undefined {
  const other = { '127.0.0.1': 'localhost', localhost: '127.0.0.1' } as Record<string, string | undefined>
  const [, scheme = '', host = '', rest = ''] = /^(https?:\/\/)([^/:]+)(.*)$/.exec(redirectUri) ?? []
  return other[host] === undefined ? undefined : `${scheme}${other[host]}${rest}`
}

function isLoopbackAddress(address: string): boolean {
  return isLoopbackHost(parseAddress(address)?.hostname ?? '')
}
