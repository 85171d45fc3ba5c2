import type { Pairs, Unread } from '../record.ts'
import { chooseAddress } from './curl-options.ts'
import { withoutMarks } from './expansions.ts'
import type { RawRequest } from './request.ts'
import { argumentsOf, basicField, cutByShell, fieldIn, wordsOf } from './shell-words.ts'

/** Options of wget whose value may be the next word, without the dashes: that may be a password. */
const longNames = new Set(`
accept accept-regex append-output base bind-address body-data body-file ca-certificate ca-directory certificate
certificate-type ciphers compression config connect-timeout crl-file cut-dirs default-page directory-prefix
dns-timeout domains egd-file exclude-directories exclude-domains execute follow-tags ftp-password ftp-user header
host-directories hsts-file http-password http-user http-passwd ignore-tags include-directories input-file level
limit-rate load-cookies local-encoding max-redirect method output-document output-file password pinnedpubkey post-data
post-file prefer-family private-key private-key-type progress proxy-password proxy-user quota random-file read-timeout
referer regex-type reject reject-regex rejected-log remote-encoding report-speed restrict-file-names save-cookies
secure-protocol start-pos timeout tries user user-agent wait waitretry
`.trim().split(/\s+/))
const letters = 'OoaeitTwPUDIXlQBAR'

/** The request that a wget command sends; nothing where none of its words is an address. */
export function readWget(command: string): RawRequest[] {
  const options: [name: string, value: string][] = []
  const others: string[] = []
  const words = argumentsOf(wordsOf(command), /^wget(?:\.exe)?$/)
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at] ?? ''
    const [, name, value] = /^--([\w-]+)(?:=([^]*))?$/.exec(word) ?? []
    if (name !== undefined) options.push([name, value ?? (longNames.has(name) ? words[++at] ?? '' : '')])
    else if (!/^-./.test(word)) others.push(word)
    else if (letters.includes(word.at(-1) ?? '') && !/^-[OoPUBDIX]./.test(word)) at += 1
  }
  const [url, cut] = [chooseAddress(others), cutByShell(command)]
  return url === undefined ? [] : [withoutMarks({ ...toRaw(url, options), ...cut !== undefined && { cut } })]
}

function toRaw(url: string, options: readonly (readonly [string, string])[]): RawRequest {
  const all = (...names: string[]) => options.filter(([name]) => names.includes(name)).map(([, value]) => value)
  const body = all('post-data', 'body-data').at(-1)
  const files = all('post-file', 'body-file')
  const unread: Unread[] = [
    ...files.map((from): Unread => ({ part: 'parameters', from })),
    ...all('config').flatMap((file): Unread[] => [{ part: 'headers', from: `--config ${file}` }]),
  ]
  const isPost = all('post-data', 'post-file').length > 0
  return {
    url, method: all('method').at(-1) ?? (isPost ? 'POST' : 'GET'),
    headers: headersOf(all, body !== undefined || files.length > 0), ...body !== undefined && { body },
    ...all('certificate').length > 0 && { certificate: true as const }, ...unread.length > 0 && { unread },
  }
}

/** A user of wget is proven by Basic, to a server that asks for it or at once; without a password, it may ask. */
function headersOf(all: (...names: string[]) => string[], hasBody: boolean): Pairs {
  const given = all('header').flatMap(field => [fieldIn(field)].filter(pair => pair !== undefined))
  const user = all('user', 'http-user').at(-1)
  const password = all('password', 'http-password', 'http-passwd').at(-1)
  return [
    ...given, ...user === undefined ? [] : [basicField(password === undefined ? user : `${user}:${password}`)],
    ...hasBody && !given.some(([name]) => name === 'content-type')
      ? [['content-type', 'application/x-www-form-urlencoded'] as const]
      : [],
  ]
}
