import { bare } from '../text/printable.ts'
import { Net } from './net.ts'
import { replaceRanges } from './ranges.ts'
import { Secret, type SecretKind } from './secret.ts'
import { isUnfilled } from './unfilled.ts'

/** Values that a provider may make us remember by one message. */
const mostOfOneMessage = 64

/** Texts that are kept to know what was said openly. */
const mostOpen = 200

/** A claim repeats a value of so many characters by no accident. */
const shortestLong = 20

/** Nobody follows more values from step to step; the others have no number. */
const mostNumbered = 2000

/** The secrets of one run: those that are ours, and those that came in an answer that is proven. */
export class Secrets {
  readonly #names = new Map<string, string>()
  readonly #net = new Net()
  readonly #longNet = new Net()
  readonly #numbers = new Map<string, string>()
  readonly #taken = new Set<string>()
  #open: ReadonlySet<string> = new Set()

  /**
   * Notes what was said openly, or published: a value that comes later and stands in it is no secret, whatever it is
   * called.
   */
  noteOpen(texts: readonly string[]): void {
    this.#open = new Set([...this.#open, ...texts].slice(-mostOpen))
  }

  /**
   * Remembers a value that is ours, or came in a proven answer: it is hidden from now on wherever it is repeated. One
   * that was said openly before is hidden where it stands only: otherwise who chose it would rewrite our words.
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
   * The places in a text of others where a remembered value is repeated; of one that was cut off, also the beginning of
   * a value at its end.
   */
  echoesIn(text: string, isCut = false): ReturnType<Net['find']> {
    return this.#net.find(text, isCut)
  }

  /**
   * A text of others in which every remembered value of 8 characters or more is replaced, in whatever encoding it is
   * repeated.
   */
  hide(text: string, isCut = false): string {
    return this.#names.get(text) ?? hideEchoes(this.#net, text, isCut)
  }

  /**
   * What a resource says of its user, in which every remembered value of 20 characters or more is replaced: a shorter
   * one may be a word that the user has for a name, and stays.
   */
  hideLong(text: string): string {
    return hideEchoes(this.#longNet, text)
  }

  /** What is left of a text in which the echoes were replaced: a value may be torn in it. */
  hideTorn(text: string, isCut = false): string {
    return hideTorn(this.#net, text, isCut)
  }

  #wasOpen(value: string): boolean {
    return [...this.#open].some(text => text.includes(value))
  }

  #nameFor(kind: SecretKind, value: string): string {
    return `<${kind}#${this.#numbers.get(value) ?? this.#number(value)}>`
  }

  /** Nothing of the value is in it: it is drawn, and until few are left, no two values have the same one. */
  #number(value: string): string {
    let number = draw()
    while (this.#taken.has(number) && this.#taken.size < mostNumbered) number = draw()
    this.#taken.add(number)
    this.#numbers.set(value, number)
    return number
  }
}

/** Four hexadecimal digits. They are a name and protect nothing, so nobody need be unable to guess them. */
function draw(): string {
  return Math.floor(Math.random() * 0x10000).toString(16).padStart(4, '0')
}

function hideEchoes(net: Net, text: string, isCut = false): string {
  return hideTorn(net, replaceRanges(text, net.find(text, isCut)), isCut)
}

/** A value that is torn by what nobody sees is whole where it is shown: such a text goes without. */
function hideTorn(net: Net, text: string, isCut: boolean): string {
  const seen = bare(text)
  if (seen === text) return text
  const echoes = net.find(seen, isCut)
  return echoes.length === 0 ? text : replaceRanges(seen, echoes)
}
