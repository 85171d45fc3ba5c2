/** The kind of a secret, named by the parameter that carries it: `code`, `access_token`, `client_secret`, … */
export type SecretKind = string

/**
 * A secret that nobody prints by accident: as text, as JSON and in a debugger it is its placeholder. Only `reveal`
 * gives it away.
 */
export class Secret {
  readonly #value: string
  readonly #placeholder: string

  constructor(value: string, placeholder: string) {
    this.#value = value
    this.#placeholder = placeholder
  }

  /** The secret itself, for the one message that must carry it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return this.#placeholder
  }

  toJSON(): string {
    return this.#placeholder
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return this.#placeholder
  }
}
