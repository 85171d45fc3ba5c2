import { withPort } from '../addresses/as-written.ts'
import { isLoopbackHost } from '../addresses/loopback.ts'
import type { TlsIdentity } from './bind.ts'
import type { CallbackWay } from './callback-request.ts'
import { openListener } from './listener.ts'
import { bringPasted, type HearPasted, type ReadPasted } from './pasted.ts'
import type { Hearer } from './reception.ts'

/** Where the browser's answer comes from: a listener, what a person pastes, or both, whichever is first. */
export interface CallbackSource {
  /** The redirect URI with the port that is really listened on. */
  redirectUri: string
  ways: readonly CallbackWay[]
  /** Where the browser may be opened, where there is a listener; it leads nowhere before `leadTo` has said so. */
  startAddress: string | undefined
  leadTo(url: string): void
  /** Hands what comes from now on to somebody else. */
  hear(hearer: Hearer): void
  /**
   * Reads what is pasted, where anything can be, until the signal aborts. Raises `person-needed` where nothing more can
   * come.
   */
  readPasted(hear: HearPasted, signal: AbortSignal): Promise<void>
  close(): Promise<void>
}

/**
 * Where a listener stands: the loopback addresses of the redirect URI's name, and what an https one is answered with.
 */
export interface Listening {
  addresses: readonly string[]
  /** Where it stands besides, because the user said so. */
  besides?: readonly string[]
  tls: TlsIdentity | undefined
  /** The user ids whose programs may bring something, where the system tells whose a program is. */
  users?: readonly number[]
}

/** How the answer may come; at least one of listening and pasting. */
export interface CallbackOptions extends Hearer {
  redirectUri: string
  ports: readonly number[]
  responseMode: 'query' | 'form_post'
  waitSeconds: number
  listening: Listening | undefined
  readPasted: ReadPasted | undefined
  /** Whether what is read there may be the answer. */
  offersPaste: boolean
  random: (bytes: number) => Uint8Array
}

/** Opens the ways by which the answer may come. Raises `port-in-use`. */
export async function openCallbackSource(options: CallbackOptions): Promise<CallbackSource> {
  const { listening, readPasted, offersPaste } = options
  const hearers: { now: Hearer } = { now: options }
  const listener = listening && await openListener({ ...options, ...listening, ...handOver(hearers, options) })
  const redirectUri = listener?.redirectUri ?? withFirstPort(options)
  return {
    redirectUri,
    ways: [...listener ? ['listener' as const] : [], ...readPasted && offersPaste ? ['paste' as const] : []],
    startAddress: listener?.startAddress,
    leadTo: url => listener?.leadTo(url),
    hear: (hearer) => {
      hearers.now = hearer
    },
    readPasted: async (hear, signal) => {
      if (readPasted) await bringPasted(readPasted, redirectUri, hear, listener === undefined, signal)
    },
    close: async () => listener?.close(),
  }
}

/** Whoever hears now. */
function handOver(hearers: { now: Hearer }, options: Pick<Hearer, 'strange'>): Hearer {
  return {
    receive: request => hearers.now.receive(request),
    isOurs: parameters => hearers.now.isOurs(parameters),
    ignore: ignored => hearers.now.ignore(ignored),
    intrude: intrusion => hearers.now.intrude(intrusion),
    over: () => hearers.now.over(),
    strange: options.strange,
  }
}

/** Nobody listens, so any port of this machine does that the provider knows. */
function withFirstPort({ redirectUri, ports }: CallbackOptions): string {
  const port = ports.find(candidate => candidate !== 0)
  return port === undefined || !isLoopbackHost(new URL(redirectUri).hostname)
    ? redirectUri
    : withPort(redirectUri, port)
}
