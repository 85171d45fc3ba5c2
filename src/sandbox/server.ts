import { createServer, type RequestListener, type Server } from 'node:http'
import { createServer as createTlsServer, type ServerOptions } from 'node:https'
import type { AddressInfo } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { sandboxHost } from './host.ts'

const graceMilliseconds = 1000
/** The event loop comes round once: what has come at any connection is read then. */
const turn = async () => sleep(1)

/**
 * A listener on the loopback interface that can be bound first and told later what to answer; requests wait meanwhile.
 */
export class LoopbackServer {
  readonly port: number
  readonly #server: Server
  readonly #underWay = new Set<Promise<void>>()
  #isQuiet = true
  #answerWith!: (listener: RequestListener) => void

  private constructor(server: Server) {
    this.#server = server
    this.port = (server.address() as AddressInfo).port
    const listener = new Promise<RequestListener>((resolve) => { this.#answerWith = resolve })
    server.on('request', (request, response) => {
      this.#isQuiet = false
      const closed = new Promise<void>(resolve => response.once('close', resolve))
      this.#underWay.add(closed)
      void closed.then(() => this.#underWay.delete(closed))
      void listener.then(answer => answer(request, response))
    })
  }

  /**
   * Binds `port` of the loopback address (0: any free one), over TLS where its options are given; undefined if it can't
   * be had.
   */
  static async bind(port: number, tls?: ServerOptions): Promise<LoopbackServer | undefined> {
    const server = tls ? createTlsServer(tls) : createServer()
    return await new Promise((resolve, reject) => {
      server.once('error', error =>
        'code' in error && ['EADDRINUSE', 'EACCES'].includes(String(error.code)) ? resolve(undefined) : reject(error))
      server.listen({ port, host: sandboxHost() }, () => resolve(new LoopbackServer(server)))
    })
  }

  /** Decides, once, who answers all requests from the first one on. */
  answerWith(listener: RequestListener): void {
    this.#answerWith(listener)
  }

  #isAsked(): boolean {
    return !this.#isQuiet || this.#underWay.size > 0
  }

  /**
   * Waits up to a second for answers under way, then runs `last` and gives the port back, with nothing in between.
   * `before` runs while requests may still come: what it does, `last` need not.
   */
  async close(last: () => void = () => undefined, before: () => void = () => undefined): Promise<void> {
    const late = sleep(graceMilliseconds, 'late' as const, { ref: false })
    do {
      this.#isQuiet = true
      before()
      await turn()
    // Another request may come while the last is waited for, or has come and is not read yet.
    } while (this.#isAsked() && await Promise.race([late, Promise.all(this.#underWay)]) !== 'late')
    last()
    const closed = new Promise<void>(resolve => this.#server.close(() => resolve()))
    this.#server.closeAllConnections()
    await closed
  }
}
