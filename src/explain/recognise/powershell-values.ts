import { markOf } from './expansions.ts'

/** A value of a script: a text, a table, or what nobody can know without running it. */
export type Value = string | Table | undefined
export type Table = readonly (readonly [name: string, value: Value])[]

/** Variables by their names in lower case, as far as they are known. */
export type Variables = ReadonlyMap<string, Value>

/** What stands for a value that was not seen. */
export const unseen = '<hidden>'

/** Text and a place in it, from which values of PowerShell are read one after another. */
export class Script {
  readonly #text: string
  readonly #variables: Variables
  #at: number

  constructor(text: string, at: number, variables: Variables) {
    this.#text = text
    this.#at = at
    this.#variables = variables
  }

  get at(): number {
    return this.#at
  }

  /** Takes what matches here, and gives its parts. */
  take(pattern: RegExp): RegExpExecArray | undefined {
    const found = new RegExp(pattern.source, `${pattern.flags}y`)
    found.lastIndex = this.#at
    const parts = found.exec(this.#text) ?? undefined
    this.#at += parts?.[0].length ?? 0
    return parts
  }

  /** Blanks, and lines that go on behind a grave accent. */
  skipBlanks(): void {
    this.take(/(?:[ \t]|`\r?\n)*/)
  }

  /** The value of an option or a member; one that an operator changes is not known. */
  readValue(depth = 0): Value {
    this.skipBlanks()
    const value = this.#readOne(depth)
    const isChanged = this.take(/[ \t]*(?:\+|-f\b|-join\b|\.\w|\[)/) !== undefined
    if (isChanged) this.take(/[^\r\n;}]*/)
    return isChanged ? undefined : value
  }

  #readOne(depth: number): Value {
    const here = this.take(/@"\r?\n([^]*?)\r?\n"@/) ?? this.take(/@'\r?\n([^]*?)\r?\n'@/)
    if (here) return here[0].startsWith('@"') ? this.#expand(here[1] ?? '') : here[1]
    const double = this.take(/["\u201c\u201d]((?:[^"`]|`[^]|"")*)"/)?.[1]
    if (double !== undefined) return this.#expand(double.replaceAll('""', '`"'))
    const single = this.take(/'((?:[^']|'')*)'/)?.[1]
    if (single !== undefined) return single.replaceAll('\'\'', '\'')
    if (depth < mostDepth && this.take(/(?:\[(?:ordered|hashtable)\])?@\{/i)) return this.#readTable(depth + 1)
    if (this.take(/\(\[System\.Text\.Encoding\]::UTF8\.GetBytes\(/i)) {
      const bytes = this.#readOne(depth + 1)
      this.take(/\s*\)\s*\)/)
      return bytes
    }
    if (this.take(/\$\{?env:\w{1,60}\}?/i)) return undefined
    const name = this.take(/\$([A-Za-z_]\w{0,60})(?![\w:])/)?.[1]
    if (name !== undefined) return this.#variables.get(name.toLowerCase())
    if (this.take(/\$\{[^}\n]{0,200}\}|\$\w{1,60}:\w{1,60}/)) return undefined
    if (!this.take(/\$?\(|@\(|\[/)) return this.take(/[^\s;,{}()|]+/)?.[0]
    this.#skipBrackets()
    return undefined
  }

  /** What stands in brackets has to be run. */
  #skipBrackets(): void {
    for (let open = 1, count = 0; open > 0 && count < mostSigns; count += 1) {
      const sign = this.take(/[^()[\]"']*(?:"(?:[^"`]|`[^])*"|'[^']*'|[()[\]"'])/)?.[0].at(-1)
      if (sign === undefined) return
      if (/[([]/.test(sign)) open += 1
      else if (/[)\]]/.test(sign)) open -= 1
    }
    this.take(/[^\s;}]*/)
  }

  #readTable(depth: number): Table {
    const members: (readonly [string, Value])[] = []
    while (members.length < mostMembers) {
      this.take(/(?:\s|;|#[^\n]*)*/)
      const name = this.take(/(["']?)([^"'`\s=;{}]{1,200})\1\s*=/)
      if (!name) break
      members.push([name[2] ?? '', this.readValue(depth)])
    }
    this.take(/[^}]*\}/)
    return members
  }

  /** Without the escapes, and with what is known of the variables in it. */
  #expand(text: string): string {
    const signs: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t', 0: '\0' }
    const pattern = /`(?:u\{([\da-f]{1,6})\}|([^]))|\$\{?(env:)?([A-Za-z_]\w{0,60})\}?|\$\([^()]{0,500}\)/gi
    return text.replace(pattern, (
      whole, code: string | undefined, sign: string | undefined, ofSystem: string | undefined,
      name: string | undefined, place: number,
    ) => {
      if (code !== undefined) return String.fromCodePoint(Math.min(parseInt(code, 16), 0x10ffff))
      if (sign !== undefined) return signs[sign] ?? sign
      const value = name === undefined || ofSystem !== undefined ? undefined : this.#variables.get(name.toLowerCase())
      return typeof value === 'string' ? value : whole.startsWith('$') ? markOf(whole, text[place - 1] ?? '') : ''
    })
  }
}

const [mostDepth, mostMembers, mostSigns] = [5, 200, 500]
