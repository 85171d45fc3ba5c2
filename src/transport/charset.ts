import { cutText, limits } from '../limits.ts'

/** Bytes as text, and what was odd about how they were labelled. */
export interface DecodedText {
  text: string
  oddity: { code: 'charset-unknown' | 'charset-wrong', details: { charset: string } } | undefined
}

/** Names that servers use and the Encoding standard does not know. */
const otherNames: Record<string, string> = {
  cp936: 'gbk', ms936: 'gbk', 'windows-936': 'gbk', cp950: 'big5', cp932: 'shift_jis', cp949: 'euc-kr',
  utf8mb4: 'utf-8',
}

/** How a text may begin that says itself how it is written. */
const marks: [name: string, bytes: number[]][] = [
  ['utf-8', [0xef, 0xbb, 0xbf]], ['utf-16le', [0xff, 0xfe]], ['utf-16be', [0xfe, 0xff]],
]

/**
 * Decodes a body by its byte order mark, the charset of its content type, or what an XML or HTML document says at its
 * beginning; UTF-8 otherwise (RFC 9110, section 8.3.2; RFC 8259, section 8.1). A charset that nobody knows, and bytes
 * that are not in the charset they are labelled with, are read as UTF-8 and told.
 */
export function decodeText(bytes: Uint8Array, contentType: string | undefined): DecodedText {
  const marked = marks.find(([, mark]) => mark.every((byte, place) => bytes[place] === byte))?.[0]
  const charset = marked ?? charsetOf(contentType) ?? charsetWithin(bytes) ?? charsetByZeros(bytes) ?? 'utf-8'
  const decoder = decoderOf(charset)
  if (!decoder) return { text: asUtf8(bytes), oddity: { code: 'charset-unknown', details: { charset } } }
  const text = decode(decoder, bytes)
  // Java's servlets label what they have not been told as ISO-8859-1, in which every byte is a character.
  const other = text === undefined || decoder.encoding === 'windows-1252'
    ? decode(decoderOf('utf-8'), bytes)
    : undefined
  if (text !== undefined && (other === undefined || other === text)) return { text, oddity: undefined }
  return {
    text: other ?? new TextDecoder(decoder.encoding).decode(bytes),
    oddity: { code: 'charset-wrong', details: { charset } },
  }
}

/**
 * Makes what decodes the pieces of an event stream, which is always UTF-8 (HTML, section 9.2.5): a character may come
 * in two of them.
 */
export function decodePieces(): (bytes: Uint8Array) => string {
  const decoder = new TextDecoder()
  return bytes => decoder.decode(bytes, { stream: true })
}

/** Tells whether a word names a charset: some servers write it where the encoding of the content belongs. */
export function isCharset(name: string): boolean {
  return decoderOf(name) !== undefined
}

type Decoder = InstanceType<typeof TextDecoder>

function decoderOf(name: string): Decoder | undefined {
  const charset = name.toLowerCase()
  try {
    return new TextDecoder(Object.hasOwn(otherNames, charset) ? otherNames[charset] : charset, { fatal: true })
  } catch {
    return undefined
  }
}

function decode(decoder: Decoder | undefined, bytes: Uint8Array): string | undefined {
  try {
    return decoder?.decode(bytes)
  } catch {
    return undefined
  }
}

function asUtf8(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes)
}

function charsetOf(contentType: string | undefined): string | undefined {
  return nameIn(
    /;\s{0,10}charset\s{0,10}=\s{0,10}["']?([\w.:+-]{1,60})/i.exec(contentType?.slice(0, limits.headerField) ?? ''),
  )
}

/**
 * The declaration of an XML document, or the `meta` of a web page (HTML, section 13.2.3.2: within its first 1024
 * bytes).
 */
function charsetWithin(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 1024)).toString('latin1').trimStart()
  if (!head.startsWith('<')) return undefined
  const declared = /^<\?xml[^>]{1,200}encoding\s?=\s?["']([\w.:+-]{1,60})/i.exec(head)
  return nameIn(declared ?? /<meta[^>]{1,200}charset\s?=\s?["']?([\w.:+-]{1,60})/i.exec(head))
}

/** No charset has a longer name. */
function nameIn(found: RegExpExecArray | null): string | undefined {
  return found?.[1] === undefined ? undefined : cutText(found[1], 40)
}

/** JSON begins with two ASCII characters; where one of their bytes is zero, it is UTF-16 (RFC 4627, section 3). */
function charsetByZeros([first, second]: Uint8Array): string | undefined {
  if (first === 0 && second !== 0 && second !== undefined) return 'utf-16be'
  return first !== 0 && first !== undefined && second === 0 ? 'utf-16le' : undefined
}
