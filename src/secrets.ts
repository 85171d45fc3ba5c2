import { createHmac, randomBytes } from 'node:crypto'
import { hideIn } from './hide-in.ts'

/** What a secret is, named by the parameter that carries it: `code`, `access_token`, `client_secret`, … */
export type SecretKind = string

/** A value shorter than this is hidden where it stands alone, but not searched for in running text. */
const shortestSearched = 4

/** A value longer than this is searched for by itself: a pattern of many long ones is more than the engine compiles. */
const longestInPattern = 256

/**
 * Parameters, JSON members and header names whose values are secrets wherever they appear in a message, in the spelling of `plainName`; the last
 * ones are providers' own.
 */
const secretNames = new Set([
  'code', 'codeverifier', 'accesstoken', 'refreshtoken', 'idtoken', 'idtokenhint', 'clientsecret', 'clientassertion', 'assertion',
  'password', 'token', 'devicecode', 'state', 'nonce', 'registrationaccesstoken', 'subjecttoken', 'actortoken', 'cookie', 'setcookie',
  'authtoken', 'mackey', 'sessionkey', 'sessionsecret',
])

/** Tells whether the value under this name in a message is a secret; `accessToken` is `access_token`. */
export function isSecretName(name: string): boolean {
  return secretNames.has(plainName(name))
}

function plainName(name: string): string {
  return name.toLowerCase().replace(/[_-]/g, '')
}

/** A secret that can't be printed by accident: as text, as JSON and in a debugger it is its placeholder. Only `reveal` gives it away. */
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

/** Remembers every secret of one run and hides each of them, in every encoding, in whatever is shown or written. */
export class Secrets {
  readonly #salt = randomBytes(16)
  readonly #placeholders = new Map<string, string>()
  /** Each value as the pattern has it: a walk learns one secret after the other, and the pattern is made anew each time. */
  readonly #escaped = new Map<string, string>()
  #pattern: RegExp | undefined
  #long: readonly string[] = []

  /** Remembers a value and all the forms in which it may turn up. */
  remember(kind: SecretKind, value: string | undefined): void {
    if (value === undefined || value === '' || this.#placeholders.has(value)) return
    const placeholder = this.placeholder(kind, value)
    for (const form of encodings(value)) {
      if (!this.#placeholders.has(form)) this.#placeholders.set(form, placeholder)
    }
    this.#pattern = undefined
  }

  /** Remembers a value and wraps it, so that it travels through the program as a secret. */
  keep(kind: SecretKind, value: string): Secret {
    this.remember(kind, value)
    return new Secret(value, this.placeholder(kind, value))
  }

  /** A short name that is the same for the same value, so that a reader can follow it from step to step. */
  placeholder(kind: SecretKind, value: string): string {
    return `<${kind}#${createHmac('sha256', this.#salt).update(value).digest('hex').slice(0, 4)}>`
  }

  /** The text with every remembered secret replaced by its placeholder. */
  hide<Text extends string>(text: Text): Text {
    const whole = this.#placeholders.get(text)
    if (whole !== undefined || this.#placeholders.size === 0) return (whole ?? text) as Text
    this.#pattern ??= this.#prepare()
    const place = (found: string) => this.#placeholders.get(found) ?? this.#placeholders.get(unescapeJson(found)) ?? found
    return this.#long.reduce<string>((rest, value) => rest.replaceAll(value, place), text).replace(this.#pattern, place) as Text
  }

  /** Longest first, so that a token that contains another value is replaced as a whole. */
  #prepare(): RegExp {
    const values = [...this.#placeholders.keys()].filter(value => value.length >= shortestSearched).sort((a, b) => b.length - a.length)
    this.#long = values.filter(value => value.length > longestInPattern)
    const short = values.filter(value => value.length <= longestInPattern)
    return new RegExp(short.map(value => this.#escape(value)).join('|') || '(?!)', 'g')
  }

  #escape(value: string): string {
    const known = this.#escaped.get(value) ?? Array.from(value, escapeCharacter).join('')
    this.#escaped.set(value, known)
    return known
  }

  /** A copy of an event or document of ours in which every text, also a member's name, has its secrets hidden. */
  hideIn<Value>(value: Value): Value {
    return hideIn(value, text => this.hide(text)) as Value
  }
}

function encodings(value: string): Set<string> {
  // A lone surrogate has no percent encoding.
  const percent = encodeURIComponent(value.toWellFormed())
  const form = new URLSearchParams([['', value]]).toString().slice(1)
  const lowerCase = (text: string) => text.replace(/%[0-9A-F]{2}/g, octet => octet.toLowerCase())
  return new Set([
    value,
    percent,
    lowerCase(percent),
    form,
    lowerCase(form),
    percent.replace(/[!'()*~_.-]/g, character => `%${character.charCodeAt(0).toString(16).toUpperCase()}`),
    Buffer.from(value).toString('base64'),
    Buffer.from(value).toString('base64').replace(/=+$/, ''),
    Buffer.from(value).toString('base64url'),
    JSON.stringify(value).slice(1, -1),
  ])
}

/** A character as itself or as a JSON text may also write it: `\/`, `\u002B`, `\u002b`. */
function escapeCharacter(character: string): string {
  if (/[A-Za-z0-9]/.test(character)) return character
  const plain = character.replace(/[.*+?^${}()|[\]\\/-]/g, '\\$&')
  const code = Array.from({ length: character.length }, (_, place) => character.charCodeAt(place).toString(16).padStart(4, '0'))
  const anyCase = code.map(digits => `\\\\u${digits.replace(/[a-f]/g, digit => `[${digit}${digit.toUpperCase()}]`)}`).join('')
  return `(?:${plain}|${anyCase}${character === '/' ? '|\\\\\\/' : ''})`
}

function unescapeJson(found: string): string {
  try {
    return JSON.parse(`"${found}"`) as string
  } catch {
    return found
  }
}
