import { createHmac, randomBytes } from 'node:crypto'
import { Net } from './net.ts'
import { replaceRanges } from './ranges.ts'
import { Secret, type SecretKind } from './secret.ts'

/** Values that a provider may make us remember by one message. */
const mostOfOneMessage = 64

/** The secrets of one run: those that are ours, and those that came in an answer that is proven. */
export class Secrets {
  readonly #salt = randomBytes(16)
  readonly #names = new Map<string, string>()
  readonly #net = new Net()

  /** Remembers a value that is ours, or came in a proven answer: it is hidden from now on wherever it is repeated. */
  remember(kind: SecretKind, value: string | undefined): void {
    if (value === undefined || value === '' || this.#names.has(value)) return
    const name = this.#nameFor(kind, value)
    this.#names.set(value, name)
    this.#net.add(value, name)
  }

  /** Remembers the first of many values that one message brings. */
  rememberAll(found: Iterable<readonly [kind: SecretKind, value: string]>): void {
    let count = 0
    for (const [kind, value] of found) {
      if (++count > mostOfOneMessage) return
      this.remember(kind, value)
    }
  }

  /** Remembers a value and wraps it, so that it travels through the program as a secret. */
  keep(kind: SecretKind, value: string): Secret {
    this.remember(kind, value)
    return new Secret(value, this.placeholder(kind, value))
  }

  /** A short name that is the same for the same value, so that a reader can follow it from step to step. */
  placeholder(kind: SecretKind, value: string): string {
    return this.#names.get(value) ?? this.#nameFor(kind, value)
  }

  /** The places in a text of others where a remembered value is repeated. */
  echoesIn(text: string): ReturnType<Net['find']> {
    return this.#net.find(text)
  }

  /** A text of others in which every remembered value of 8 characters or more is replaced, in whatever encoding it is repeated. */
  hide(text: string): string {
    return this.#names.get(text) ?? replaceRanges(text, this.echoesIn(text))
  }

  /** A text of others that may have been cut off: without the beginning of a remembered value at its end either. */
  hideCut(text: string): string {
    const hidden = this.hide(text)
    const cut = this.#net.findCut(hidden)
    return cut === undefined ? hidden : `${hidden.slice(0, cut.start)}…`
  }

  #nameFor(kind: SecretKind, value: string): string {
    return `<${kind}#${createHmac('sha256', this.#salt).update(value).digest('hex').slice(0, 4)}>`
  }
}
