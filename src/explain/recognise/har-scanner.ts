/** Longer strings in an entry are cut to this many bytes: pictures and scripts are nobody's message. */
const mostOfString = 128 * 1024

/** An entry that has more than this beside its long strings is left out. */
const mostOfEntry = 4 * 1024 * 1024

const [quote, backslash, open, close, openList, closeList, unicode] = [0x22, 0x5c, 0x7b, 0x7d, 0x5b, 0x5d, 0x75]

/** Tells whether a text begins as a HAR file does. */
export function looksLikeHar(beginning: string): boolean {
  return /^\uFEFF?\s*\{\s*"log"\s*:\s*\{/.test(beginning.slice(0, 2000))
}

/**
 * Finds the entries of a HAR file in its bytes, piece by piece, and gives those of each when it is complete, good until
 * the next one: of a file of any size no more than one entry is held. Each byte is looked at once.
 */
export class HarScanner {
  readonly #take: (entry: Buffer) => void
  #depth = 0
  #inString = false
  /** Bytes that still belong to an escape which began in this string. */
  #escape = 0
  #isNew = false
  #isCut = false
  /** The last string of the log's own members, which may be the name of the next one. */
  #name = ''
  #inEntries = false
  #isKept = false
  #bytes = Buffer.allocUnsafe(65_536)
  #length = 0
  #stringLength = 0

  constructor(take: (entry: Buffer) => void) {
    this.#take = take
  }

  /** Whether what was read ends where the file does, and not within it. */
  get isWhole(): boolean {
    return this.#depth === 0 && !this.#inString
  }

  /** Reads the next bytes of the file. */
  push(piece: Uint8Array): void {
    for (const byte of piece) {
      const inside = this.#inString
      if (inside) this.#readString(byte)
      else this.#readStructure(byte)
      if (this.#isKept && !this.#isCut) this.#keep(byte)
      if (!inside && byte === close && this.#isKept && this.#depth === 3) this.#finish()
    }
  }

  #readString(byte: number): void {
    this.#stringLength += 1
    if (this.#escape > 0) {
      this.#escape -= 1
      if (byte === unicode && this.#escape === 0 && this.#isNew) this.#escape = 4
      this.#isNew = false
      return
    }
    // It is never cut within an escape.
    if (this.#stringLength > mostOfString) this.#isCut = byte !== quote
    if (byte === backslash) [this.#escape, this.#isNew] = [1, true]
    else if (byte === quote) this.#inString = false
    else if (this.#depth === 2 && this.#name.length < 16) this.#name += String.fromCharCode(byte)
  }

  #readStructure(byte: number): void {
    if (byte === quote) {
      this.#inString = true
      this.#stringLength = 0
      if (this.#depth === 2) this.#name = ''
    } else if (byte === open || byte === openList) {
      if (byte === openList && this.#depth === 2) this.#inEntries = this.#name === 'entries'
      else if (byte === open && this.#depth === 3 && this.#inEntries) this.#isKept = true
      this.#depth += 1
    } else if (byte === close || byte === closeList) this.#depth -= 1
  }

  #keep(byte: number): void {
    if (this.#length === this.#bytes.length) {
      if (this.#length >= mostOfEntry) return
      this.#bytes = Buffer.concat([this.#bytes, Buffer.allocUnsafe(this.#length)])
    }
    this.#bytes[this.#length++] = byte
  }

  #finish(): void {
    if (this.#length < mostOfEntry) this.#take(this.#bytes.subarray(0, this.#length))
    this.#isKept = false
    this.#length = 0
  }
}
