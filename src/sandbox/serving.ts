import { setTimeout as sleep } from 'node:timers/promises'
import { waitForEnd } from './watch.ts'

/** What a process serves as long as it is the host. */
export interface Hosting { close(): Promise<void> }

// A host that lets go of every connection must not keep its guests busy.
const pauseMilliseconds = 50

/** Whether this process is the host or a guest of its sandbox, and how a guest becomes the host. */
export class Serving {
  readonly #port: number
  readonly #takeOver: () => Promise<Hosting | undefined>
  readonly #closed = new AbortController()
  #hosting: Hosting | undefined
  #rehosting: Promise<void> | undefined

  /** `takeOver` tries to become the host of `port`, and gives nothing where another process is. */
  constructor(port: number, hosting: Hosting | undefined, takeOver: () => Promise<Hosting | undefined>) {
    this.#port = port
    this.#hosting = hosting
    this.#takeOver = takeOver
  }

  get isHost(): boolean {
    return this.#hosting !== undefined
  }

  /**
   * Becomes the host if there is none. Who asks while that is under way waits for it: it must not count as the guest of
   * itself.
   */
  async rehost(): Promise<void> {
    if (this.#hosting || this.#closed.signal.aborted) return
    this.#rehosting ??= this.#takePlace().finally(() => { this.#rehosting = undefined })
    await this.#rehosting
  }

  async #takePlace(): Promise<void> {
    this.#hosting = await this.#takeOver()
  }

  /** Becomes the host as soon as there is none, until `close`. */
  keepServed(): void {
    // Where the place can't be had there is nothing to tell here: whoever asks next is told.
    void this.#watch().catch(() => undefined)
  }

  async #watch(): Promise<void> {
    const { signal } = this.#closed
    while (!this.isHost && !signal.aborted) {
      await waitForEnd(this.#port, signal)
      await this.rehost()
      await sleep(pauseMilliseconds, undefined, { ref: false })
    }
  }

  /** Ends serving, also what is just beginning. */
  async close(): Promise<void> {
    this.#closed.abort()
    await this.#rehosting?.catch(() => undefined)
    const ending = this.#hosting
    this.#hosting = undefined
    await ending?.close()
  }
}
