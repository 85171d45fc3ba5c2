import { portMeant } from '../addresses/port.ts'
import { isWithin } from '../addresses/special-purpose.ts'
import { cutEnds } from '../given.ts'

/** A proxy that the environment names, and what it is called where people read: without user name and password. */
export interface Proxy {
  variable: string
  name: string
  excused: Excused
  url: URL
  /** For `proxy-authorization`: Basic, as the address has it (RFC 7617). */
  authorization: string | undefined
}

/** A value that names no proxy which we could speak with. */
export interface UnusableProxy {
  variable: string
  name: string
  excused: Excused
  reason: 'socks' | 'address'
}

/** The hosts that no proxy is used for, and the variable that names them. */
interface Excused { variable: string, hosts: string }

/** What a failure says of a proxy. */
export function describeProxy({ name, variable, excused }: Proxy | UnusableProxy): Record<string, string> {
  return {
    proxy: name, variable,
    ...excused.hosts !== '' && { excused: excused.hosts },
    ...excused.variable !== 'NO_PROXY' && { excused_by: excused.variable },
  }
}

type Variables = Readonly<Record<string, string | undefined>>

function excusedBy(variables: Variables): Excused {
  const variable = variables['no_proxy'] === undefined ? 'NO_PROXY' : 'no_proxy'
  return { variable, hosts: variables[variable] ?? '' }
}

/**
 * The proxy for an address, chosen and read as curl does: the variable of the scheme, then ALL_PROXY, lower case first;
 * HTTP_PROXY counts not in a CGI program, where it is a header of the request. Nothing where there is none, or where
 * NO_PROXY excuses the host.
 */
export function chooseProxy(url: URL, variables: Variables): Proxy | UnusableProxy | undefined {
  const scheme = url.protocol.slice(0, -1)
  const upper = scheme === 'http' && variables['REQUEST_METHOD'] !== undefined ? [] : [`${scheme.toUpperCase()}_PROXY`]
  const variable = [`${scheme}_proxy`, ...upper, 'all_proxy', 'ALL_PROXY'].find(name => variables[name])
  const excused = excusedBy(variables)
  if (variable === undefined || isExcused(url, excused.hosts)) return undefined
  return { ...readProxy(variable, cutEnds(variables[variable] ?? '').trim()), excused }
}

/**
 * A password may hold what an address may not: what stands before the last @ is user name and password, whatever it is.
 */
const form = /^(?:([a-z][a-z0-9+.-]*):\/\/)?(?:(.*)@)?([^@/?#\s]*[^@/?#\s:])(?:[/?#].*)?$/is

function readProxy(variable: string, text: string): Omit<Proxy, 'excused'> | Omit<UnusableProxy, 'excused'> {
  const [, given, credentials, host = ''] = form.exec(text.slice(0, 4096)) ?? []
  const kind = (given ?? 'http').toLowerCase()
  const shown = host !== '' && isNameable(host, credentials !== undefined) ? host : '…'
  const name = kind === 'http' ? shown : `${kind}://${shown}`
  if (/^socks/.test(kind)) return { variable, name, reason: 'socks' }
  const address = `${kind}://${host}`
  if (!/^https?$/.test(kind) || !URL.canParse(address))
    return { variable, name: given === undefined || shown === host ? shown : `${kind}://${shown}`, reason: 'address' }
  return {
    variable, name, url: new URL(address), authorization: credentials === undefined ? undefined : basic(credentials),
  }
}

/**
 * Tells whether a host may be shown: behind an @ it may; without one, who mistyped it may have left a password there.
 * That stands behind a colon, and is no port.
 */
function isNameable(host: string, isBehindCredentials: boolean): boolean {
  return isBehindCredentials || /^(?:[^:]*|\[[\da-f:.]+\])(?::\d{1,5})?$/i.test(host)
}

function basic(credentials: string): string {
  const [user = '', ...password] = credentials.split(':')
  return `Basic ${Buffer.from(`${decode(user)}:${decode(password.join(':'))}`).toString('base64')}`
}

/** A lone % is a character of the password. */
function decode(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

/**
 * Names with all that is under them, with or without a dot before; addresses and blocks of them; each with a port or
 * without; `*` for all.
 */
function isExcused(url: URL, list: string): boolean {
  const host = url.hostname.replace(/\.$/, '')
  const port = String(portMeant(url))
  return list.toLowerCase().split(/[\s,]+/).filter(entry => entry !== '').some((entry) => {
    const [, name = '', wanted] = /^(\[[^\]]*\](?:\/\d+)?|[^:]*)(?::(\d+))?$/.exec(entry) ?? [entry, entry]
    return (wanted === undefined || wanted === port) && matches(host, name.replace(/^\*?\.|\.$/g, ''))
  })
}

function matches(host: string, name: string): boolean {
  const bare = (text: string) => text.replace(/^\[|\]/g, '')
  return name === '*' || bare(host) === bare(name) || host.endsWith(`.${name}`) || isWithin(host, bare(name))
}
