import type { Exchange } from '../../check/verdict.ts'
import type { AskedBefore } from '../../render/check/rule.ts'
import { maskForKeeping } from '../../secrets/mask.ts'
import type { Observer, Watcher } from '../../walk/events.ts'
import type { Context } from '../context.ts'

/**
 * Remembers what a message rests on: which authorization request its code came by, what was pushed before it, and who
 * sent it.
 */
export interface Memory extends AskedBefore {
  observers: readonly Watcher[]
}

/** Opens an empty memory. */
export function openAskedBefore({ secrets }: Pick<Context, 'secrets'>): Memory {
  const [addresses, pushed, senders] = [
    new Map<string, string>(), new Map<string, Exchange>(), new Map<string, string>(),
  ]
  let [latest, sender]: (string | undefined)[] = []
  // A masked message tells no more than that it is the same sender as before.
  const seeSender: Observer = (event) => {
    sender = event.type === 'http' ? clientIdIn(event.request.headers['authorization']) : undefined
  }
  const remember: Observer = (event) => {
    if (event.type === 'authorization-url') {
      const kept = maskForKeeping(secrets, event)
      latest = kept.type === 'authorization-url' ? kept.url : undefined
    }
    if (event.type !== 'http') return
    const { request: { headers }, response } = event
    if (sender !== undefined) senders.set(headers['authorization'] ?? '', sender)
    const reference = event.purpose === 'push'
      ? /"request_uri"\s*:\s*"([^"]{1,2000})"/.exec(response.body)?.[1]
      : undefined
    if (reference !== undefined) pushed.set(reference, event)
    const code = codeIn(event)
    // A code that is sent again came by the same address as the first time.
    if (code !== undefined && latest !== undefined && !addresses.has(code)) addresses.set(code, latest)
  }
  return {
    observers: [{ seesSecrets: seeSender }, remember],
    address: exchange => addresses.get(codeIn(exchange) ?? ''),
    pushed: url => pushed.get(referenceIn(url) ?? ''),
    sender: ({ request: { headers } }) => senders.get(headers['authorization'] ?? ''),
  }
}

function codeIn({ request: { body } }: Pick<Exchange, 'request'>): string | undefined {
  return /(?:^|&)code=(<code#[0-9a-f]{4}>)/.exec(body ?? '')?.[1]
}

function referenceIn(url: string): string | undefined {
  return new URLSearchParams(url.split(/\?(.*)/s)[1] ?? '').get('request_uri') ?? undefined
}

/** As it was sent, which is percent-encoded (RFC 6749, section 2.3.1). */
function clientIdIn(authorization = ''): string | undefined {
  const credentials = /^Basic (.+)$/i.exec(authorization)?.[1]
  return credentials === undefined ? undefined : Buffer.from(credentials, 'base64').toString().split(':')[0]
}
