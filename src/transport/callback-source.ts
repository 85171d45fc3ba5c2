import { isLoopbackHost } from '../loopback.ts'
import type { TlsIdentity } from './bind.ts'
import type { CallbackRequest, CallbackWay, TabPage } from './callback-request.ts'
import { createLateArrivals, openListener, withPort } from './listener.ts'
import { bringPasted, type ReadPasted } from './pasted.ts'

/** Where the browser's answer comes from: a listener, what a person pastes, or both, whichever is first. */
export interface CallbackSource {
  /** The redirect URI with the port that is really listened on. */
  redirectUri: string
  ways: readonly CallbackWay[]
  /** The requests in the order in which they came; ends by raising the signal's reason. When it ends, nothing is read any more. */
  requests(signal: AbortSignal): AsyncIterable<CallbackRequest>
  close(): Promise<void>
}

/** Where a listener stands: the loopback addresses of the redirect URI's name, and what an https one is answered with. */
export interface Listening {
  addresses: readonly string[]
  tls: TlsIdentity | undefined
}

/** How the answer may come; at least one of listening and pasting. */
export interface CallbackOptions {
  redirectUri: string
  ports: readonly number[]
  responseMode: 'query' | 'form_post'
  listening: Listening | undefined
  readPasted: ReadPasted | undefined
  latePage: TabPage
}

/** Opens the ways by which the answer may come. Raises `port-in-use`. */
export async function openCallbackSource(options: CallbackOptions): Promise<CallbackSource> {
  const { listening, readPasted } = options
  const arrivals = createLateArrivals(options.latePage)
  const listener = listening && await openListener({ ...options, ...listening }, arrivals)
  const redirectUri = listener?.redirectUri ?? withFirstPort(options)
  const end = new AbortController()
  let bringing = Promise.resolve()
  const stop = async () => {
    end.abort()
    await bringing
  }
  return {
    redirectUri,
    ways: [...listener ? ['listener' as const] : [], ...readPasted ? ['paste' as const] : []],
    requests: (signal) => {
      if (readPasted) bringing = bringPasted(readPasted, redirectUri, arrivals, listener === undefined, AbortSignal.any([signal, end.signal]))
      return takeUntil(arrivals.take(signal), stop)
    },
    close: async () => {
      await stop()
      await listener?.close()
    },
  }
}

/** What is pasted is read only for as long as someone takes requests: the terminal is restored before the walk goes on. */
async function* takeUntil(requests: AsyncIterable<CallbackRequest>, stop: () => Promise<void>): AsyncGenerator<CallbackRequest> {
  try {
    yield* requests
  } finally {
    await stop()
  }
}

/** Nobody listens, so any port of this machine does that the provider knows. */
function withFirstPort({ redirectUri, ports }: CallbackOptions): string {
  const port = ports.find(candidate => candidate !== 0)
  return port === undefined || !isLoopbackHost(new URL(redirectUri).hostname) ? redirectUri : withPort(redirectUri, port)
}
