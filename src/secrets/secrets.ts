import { bare } from '../text/printable.ts'
import { Net } from './net.ts'
import { replaceRanges } from './ranges.ts'
import { Secret, type SecretKind } from './secret.ts'
import { isUnfilled } from './unfilled.ts'

/** Values that a provider may make us remember by one message. */
const mostOfOneMessage = 64

/** Texts that are kept to know what was said openly. */
const mostOpen = 200

/** A claim that repeats so many characters does so by no accident. */
const shortestLong = 20

/** More values get no number: nobody follows so many from step to step. */
const mostNumbered = 2000

/** The secrets of one run: those that are ours, and those that came in an answer that is proven. */
export class Secrets {
  readonly #names = new Map<string, string>()
  readonly #net = new Net(text => this.#wasOpen(text))
  readonly #longNet = new Net(text => this.#wasOpen(text))
  readonly #numbers = new Map<string, string>()
  readonly #taken = new Set<string>()
  #open: ReadonlySet<string> = new Set()

  /**
   * Notes texts that were said openly, or published: a later value that stands in one is no secret, whatever its name.
   */
  noteOpen(texts: readonly string[]): void {
    this.#open = new Set([...this.#open, ...texts].slice(-mostOpen))
  }

  /**
   * Remembers a value that is ours, or came in a proven answer: from now on it is hidden wherever it is repeated. A
   * value that was said openly before is hidden only in its own place; otherwise whoever chose it could rewrite our
   * words.
   */
  remember(kind: SecretKind, value: string | undefined): void {
    if (value !== undefined && !isUnfilled(value)) this.#take(kind, value)
  }

  #take(kind: SecretKind, value: string): void {
    if (value === '' || this.#names.has(value) || this.#wasOpen(value)) return
    const name = this.#nameFor(kind, value)
    this.#names.set(value, name)
    this.#net.add(value, name)
    if (value.length >= shortestLong) this.#longNet.add(value, name)
  }

  /** Remembers the first of many values that one message brings. */
  rememberAll(found: Iterable<readonly [kind: SecretKind, value: string]>): void {
    let count = 0
    for (const [kind, value] of found) {
      if (++count > mostOfOneMessage) return
      this.remember(kind, value)
    }
  }

  /** Remembers a value and wraps it, so that it travels through the program as a secret, whatever it looks like. */
  keep(kind: SecretKind, value: string): Secret {
    this.#take(kind, value)
    return new Secret(value, this.placeholder(kind, value))
  }

  /** A short name that is the same for the same value, so that a reader can follow it from step to step. */
  placeholder(kind: SecretKind, value: string): string {
    if (isUnfilled(value) && !this.#names.has(value)) return value
    const isNumbered = this.#numbers.size < mostNumbered || this.#numbers.has(value)
    return this.#names.get(value) ?? (isNumbered ? this.#nameFor(kind, value) : `<${kind}#…>`)
  }

  /**
   * Where a text of others repeats a remembered value. In one that was cut off, the beginning of a value at its end
   * counts too.
   */
  echoesIn(text: string, isCut = false): ReturnType<Net['find']> {
    return this.#net.find(text, isCut)
  }

  /** Replaces every remembered value of 8 characters or more in a text of others, in whatever encoding. */
  hide(text: string, isCut = false): string {
    return this.#names.get(text) ?? hideEchoes(this.#net, text, isCut)
  }

  /**
   * Replaces every remembered value of 20 characters or more in what a resource says of its user. A shorter one stays:
   * it may be a word that is the user's name.
   */
  hideLong(text: string): string {
    return hideEchoes(this.#longNet, text)
  }

  /** Replaces values that invisible characters tear apart, in a text whose whole ones are replaced already. */
  hideTorn(text: string, isCut = false): string {
    return hideTorn(this.#net, text, isCut)
  }

  #wasOpen(value: string): boolean {
    return [...this.#open].some(text => text.includes(value))
  }

  #nameFor(kind: SecretKind, value: string): string {
    return `<${kind}#${this.#numbers.get(value) ?? this.#number(value)}>`
  }

  /** Draws a number, which says nothing of the value. Until few are left, no two values have the same one. */
  #number(value: string): string {
    let number = draw()
    while (this.#taken.has(number) && this.#taken.size < mostNumbered) number = draw()
    this.#taken.add(number)
    this.#numbers.set(value, number)
    return number
  }
}

/** Four hexadecimal digits: only a name, so nobody need be unable to guess it. */
function draw(): string {
  return Math.floor(Math.random() * 0x10000).toString(16).padStart(4, '0')
}

function hideEchoes(net: Net, text: string, isCut = false): string {
  return hideTorn(net, replaceRanges(text, net.find(text, isCut)), isCut)
}

/**
 * Replaces values that invisible characters tear apart: a reader would see them whole. Such a text loses those
 * characters.
 */
function hideTorn(net: Net, text: string, isCut: boolean): string {
  const seen = bare(text)
  if (seen === text) return text
  const echoes = net.find(seen, isCut)
  return echoes.length === 0 ? text : replaceRanges(seen, echoes)
}
