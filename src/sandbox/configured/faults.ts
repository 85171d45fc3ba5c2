import type { KoaContextWithOIDC } from 'oidc-provider'
import { setTimeout as sleep } from 'node:timers/promises'
import { authorizationPath } from '../configuration.ts'
import { SandboxError } from '../errors.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import { endpointOf } from '../request-log.ts'
import type { Variant } from '../misbehave/variant.ts'
import type { AnswerFault, SandboxFault } from './handle.ts'
import type { Memory } from './memory.ts'
import { placesOf, type Place } from './places.ts'
import { asRead, whoAsks } from './whose.ts'

/** Plays a fault that has a name. */
export type Play = (variant: Variant) => SandboxMiddleware

interface Waiting { clientId: string | undefined, places: Map<Place, number>, act: SandboxMiddleware, variant?: Variant }

/** The faults that are to come, and those that some clients always meet. */
export class Faults {
  readonly #play: Play
  readonly #find: (name: string) => Promise<Variant>
  readonly #ofClients = new Map<string, SandboxMiddleware>()
  readonly #waiting: Waiting[] = []

  constructor(play: Play, find: (name: string) => Promise<Variant>) {
    this.#play = play
    this.#find = find
  }

  /** Has a client meet a fault for ever. Raises `misbehaviour-unknown`, `misbehaviour-unfit`. */
  async bind(clientId: string, name: string): Promise<void> {
    const variant = await this.#find(name)
    if (placesOf(variant).some(place => place === 'discovery' || place === 'jwks')) throw new SandboxError('misbehaviour-unfit', { name, why: 'all-clients' })
    this.#ofClients.set(clientId, this.#play(variant))
  }

  /** Has the next requests meet a fault. Raises `misbehaviour-unknown`, `misbehaviour-unfit`. */
  async queue(fault: SandboxFault): Promise<void> {
    if ('endpoint' in fault) {
      this.#waiting.push({ clientId: fault.client_id, places: new Map([[fault.endpoint, fault.times ?? 1]]), act: answering(fault) })
      return
    }
    const variant = await this.#find(fault.fault)
    const places = new Map(placesOf(variant).map(place => [place, 1]))
    this.#waiting.push({ clientId: fault.client_id, places, act: this.#play(variant), variant })
  }

  /** How many faults have not been met yet. */
  get pending(): number {
    return this.#waiting.length
  }

  clear(): void {
    this.#waiting.length = 0
  }

  /** Stands between the network and the provider. */
  middleware(memory: Memory): SandboxMiddleware {
    return async (context, next) => {
      const place = placeOf(context.path)
      if (place === undefined || (this.#ofClients.size === 0 && this.#waiting.length === 0)) {
        await next()
        return
      }
      const clientId = await whoAsks(context, memory)
      const goOn = async () => asRead(next)
      const waiting = this.#waiting.find(one => one.places.has(place) && (one.clientId === undefined || one.clientId === clientId))
      if (waiting) await this.#meet(waiting, place, context, goOn)
      else await (this.#ofClients.get(clientId ?? '') ?? passOn)(context, goOn)
    }
  }

  async #meet(waiting: Waiting, place: Place, context: Parameters<SandboxMiddleware>[0], next: () => Promise<unknown>): Promise<void> {
    // Whoever comes meanwhile must not meet it too.
    if (!waiting.variant) this.#spend(waiting, place)
    await waiting.act(context, next)
    if (waiting.variant && isPlayed(waiting.variant, context as KoaContextWithOIDC, place)) this.#spend(waiting, place)
  }

  #spend(waiting: Waiting, place: Place): void {
    const left = (waiting.places.get(place) ?? 1) - 1
    if (left > 0) waiting.places.set(place, left)
    else waiting.places.delete(place)
    if (waiting.places.size === 0 && this.#waiting.includes(waiting)) this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
  }
}

const passOn: SandboxMiddleware = async (_context, next) => { await next() }

/** Where a request belongs; what the user's browser asks on its way back to the client belongs to the authorization endpoint. */
function placeOf(path: string): Place | undefined {
  return path.startsWith(`${authorizationPath}/`) ? 'authorization' : endpointOf(path)
}

/** At the authorization endpoint a fault is played when the client is answered, and the user's way there are several requests. */
function isPlayed({ only }: Variant, context: KoaContextWithOIDC, place: Place): boolean {
  const oidc = context.oidc as KoaContextWithOIDC['oidc'] | undefined
  if (place === 'token' && only !== undefined) return oidc?.params?.['grant_type'] === only
  if (place !== 'authorization') return true
  const location = String(context.res.getHeader('location') ?? '')
  return location !== '' ? /^[a-z][a-z0-9+.-]*:/i.test(location) && !location.startsWith(context.origin) : context.status === 200
}

function answering({ delay = 0, status, headers = {}, body }: AnswerFault): SandboxMiddleware {
  return async (context, next) => {
    if (delay > 0) await sleep(delay, undefined, { ref: false })
    if (status === undefined && body === undefined) {
      await next()
    } else {
      context.status = status ?? 200
      context.body = body === undefined ? '' : body
      context.status = status ?? 200
    }
    context.set(headers)
  }
}
