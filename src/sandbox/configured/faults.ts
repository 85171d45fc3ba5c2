import type { KoaContextWithOIDC } from 'oidc-provider'
import { setTimeout as sleep } from 'node:timers/promises'
import { SandboxError } from '../errors.ts'
import type { SandboxMiddleware } from '../interactions.ts'
import type { Variant } from '../misbehave/variant.ts'
import type { AnswerFault, SandboxFault } from './handle.ts'
import type { Memory } from './memory.ts'
import { placesOf, type Place } from './places.ts'
import { assertOfOne, isFor, isPlayed, ofAll, placeOf, type Waiting } from './waiting.ts'
import { asRead, whoAsks } from './whose.ts'

/** Plays a fault that has a name. */
export type Play = (variant: Variant) => SandboxMiddleware

/** The faults that are to come, and those that some clients always meet. */
export class Faults {
  readonly #play: Play
  readonly #find: (name: string) => Promise<Variant>
  readonly #ofClients = new Map<string, SandboxMiddleware>()
  readonly #waiting: Waiting[] = []
  readonly #clients: ReadonlySet<string>

  constructor(play: Play, find: (name: string) => Promise<Variant>, clients: readonly string[]) {
    this.#play = play
    this.#find = find
    this.#clients = new Set(clients)
  }

  /** Has a client meet a fault for ever. Raises `misbehaviour-unknown`, `misbehaviour-unfit`. */
  async bind(clientId: string, name: string): Promise<void> {
    const variant = await this.#find(name)
    assertOfOne(variant, name)
    this.#ofClients.set(clientId, this.#play(variant))
  }

  /**
   * Has the next requests meet a fault. Raises `misbehaviour-unknown`, `misbehaviour-unfit`, `settings-invalid` for a
   * client that nobody is.
   */
  async queue(fault: SandboxFault): Promise<void> {
    const { client_id: clientId } = fault
    const refuse = (wrong: string) => { throw new SandboxError('settings-invalid', { at: '/client_id', wrong }) }
    if (clientId !== undefined && !this.#clients.has(clientId)) refuse('no such client')
    if ('endpoint' in fault) {
      if (clientId !== undefined && ofAll.includes(fault.endpoint))
        refuse(`not with ${fault.endpoint}, which is for all clients`)
      this.#waiting.push({
        clientId, places: new Map([[fault.endpoint, fault.times ?? 1]]), act: answering(fault), busy: new Set(),
      })
      return
    }
    const variant = await this.#find(fault.fault)
    if (clientId !== undefined) assertOfOne(variant, fault.fault)
    const places = new Map(placesOf(variant).map(place => [place, 1]))
    this.#waiting.push({ clientId, places, act: this.#play(variant), variant, busy: new Set() })
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
      const asking = await whoAsks(context, memory)
      const goOn = async () => asRead(next)
      const waiting = this.#waiting.find(one => isFor(one, place, asking))
      if (waiting) await this.#meet(waiting, place, context, goOn)
      else await (this.#ofClients.get(asking.clientId ?? '') ?? passOn)(context, goOn)
    }
  }

  async #meet(
    waiting: Waiting, place: Place, context: Parameters<SandboxMiddleware>[0], next: () => Promise<unknown>,
  ): Promise<void> {
    // Whoever comes meanwhile must not meet it too.
    if (!waiting.variant) this.#spend(waiting, place)
    waiting.busy.add(place)
    try {
      await waiting.act(context, next)
    } finally {
      waiting.busy.delete(place)
    }
    if (waiting.variant && isPlayed(waiting.variant, context as KoaContextWithOIDC, place)) this.#spend(waiting, place)
  }

  #spend(waiting: Waiting, place: Place): void {
    const left = (waiting.places.get(place) ?? 1) - 1
    if (left > 0) waiting.places.set(place, left)
    else waiting.places.delete(place)
    if (waiting.places.size === 0 && this.#waiting.includes(waiting))
      this.#waiting.splice(this.#waiting.indexOf(waiting), 1)
  }
}

const passOn: SandboxMiddleware = async (_context, next) => { await next() }

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
