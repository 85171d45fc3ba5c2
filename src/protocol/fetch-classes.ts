/** What oauth4webapi uses of the Fetch standard's header fields. */
class PlainHeaders {
  readonly #fields = new Map<string, string>()

  constructor(fields: Iterable<[string, string]> | Record<string, string> = {}) {
    const pairs = Symbol.iterator in fields ? fields : Object.entries(fields)
    for (const [name, value] of pairs) this.append(name, value)
  }

  get [Symbol.toStringTag](): string { return 'Headers' }
  get(name: string): string | null { return this.#fields.get(name.toLowerCase()) ?? null }
  has(name: string): boolean { return this.#fields.has(name.toLowerCase()) }
  set(name: string, value: string): void { this.#fields.set(name.toLowerCase(), value) }
  delete(name: string): void { this.#fields.delete(name.toLowerCase()) }
  append(name: string, value: string): void {
    const before = this.get(name)
    this.set(name, before === null ? value : `${before}, ${value}`)
  }

  entries(): IterableIterator<[string, string]> { return [...this.#fields].sort().values() }
  [Symbol.iterator](): IterableIterator<[string, string]> { return this.entries() }
}

/** What oauth4webapi uses of the Fetch standard's answer: its body is text that has come already. */
class PlainResponse {
  readonly status: number
  readonly headers: PlainHeaders
  readonly body = null
  bodyUsed = false
  readonly #text: string | null

  constructor(text: string | null, { status, headers }: { status: number, headers: Record<string, string> }) {
    this.#text = text
    this.status = status
    this.headers = new PlainHeaders(headers)
  }

  get [Symbol.toStringTag](): string { return 'Response' }
  clone(): PlainResponse {
    return new PlainResponse(this.#text, { status: this.status, headers: Object.fromEntries(this.headers) })
  }

  async text(): Promise<string> {
    if (this.bodyUsed) throw new TypeError('the body was read before')
    this.bodyUsed = this.#text !== null
    return Promise.resolve(this.#text ?? '')
  }

  async json(): Promise<unknown> { return JSON.parse(await this.text()) as unknown }
}

/** oauth4webapi asks whether a body is a stream, which ours never is. */
class NoStream { readonly isNone = true }

// The build gives them to oauth4webapi by these names: whoever names Node's own loads all of its fetch, a fifth of a
// login's time.
export { PlainHeaders as Headers, PlainResponse as Response, NoStream as ReadableStream }
