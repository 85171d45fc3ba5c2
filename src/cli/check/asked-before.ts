import type { Exchange } from '../../check/verdict.ts'
import { maskForKeeping } from '../../secrets/mask.ts'
import type { Observer } from '../../walk/events.ts'
import type { Context } from '../context.ts'

/** Remembers by which authorization request the code of each token request came. */
export interface AskedBefore {
  observe: Observer
  /** Its address, secrets replaced; nothing for a request that was sent without a browser. */
  of: (exchange: Exchange) => string | undefined
}

/** Opens an empty memory. */
export function openAskedBefore({ secrets }: Pick<Context, 'secrets'>): AskedBefore {
  const addresses = new Map<string, string>()
  let latest: string | undefined
  return {
    observe: (event) => {
      if (event.type === 'authorization-url') {
        const kept = maskForKeeping(secrets, event)
        latest = kept.type === 'authorization-url' ? kept.url : undefined
      }
      const code = event.type === 'http' ? codeIn(event) : undefined
      // A code that is sent again came by the same address as the first time.
      if (code !== undefined && latest !== undefined && !addresses.has(code)) addresses.set(code, latest)
    },
    of: exchange => addresses.get(codeIn(exchange) ?? ''),
  }
}

function codeIn({ request: { body } }: Pick<Exchange, 'request'>): string | undefined {
  return /(?:^|&)code=(<code#[0-9a-f]{4}>)/.exec(body ?? '')?.[1]
}
