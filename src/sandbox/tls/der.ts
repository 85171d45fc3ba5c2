/** A value in DER (X.690): its tag, the length of what is in it, and that. */
export function der(tag: number, ...content: Buffer[]): Buffer {
  const body = Buffer.concat(content)
  const bytes = body.length < 0x80
    ? [body.length]
    : body.length < 0x100
      ? [0x81, body.length]
      : [0x82, body.length >> 8, body.length & 0xff]
  return Buffer.concat([Buffer.from([tag, ...bytes]), body])
}

export const sequence = (...parts: Buffer[]) => der(0x30, ...parts)
export const setOf = (part: Buffer) => der(0x31, part)
export const octets = (content: Buffer) => der(0x04, content)
export const yes = der(0x01, Buffer.from([0xff]))
export const words = (text: string) => der(0x0c, Buffer.from(text))

/** A positive number, of bytes whose first bit is not set. */
export const integer = (bytes: Buffer) => der(0x02, bytes)

/** Bits, the last `unused` of which don't count. */
export const bits = (content: Buffer, unused = 0) => der(0x03, Buffer.from([unused]), content)

/** A time before 2050, to the second (RFC 5280, section 4.1.2.5.1). */
export const time = (milliseconds: number) =>
  der(0x17, Buffer.from(new Date(milliseconds).toISOString().replace(/[-:T]|\.\d+/g, '').slice(2)))

/** An object identifier: the first two numbers in one byte, the others in groups of seven bits. */
export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  return der(0x06, Buffer.from([first * 40 + second, ...rest.flatMap(groupsOfSeven)]))
}

function groupsOfSeven(number: number): number[] {
  const groups = [number & 0x7f]
  for (let left = number >> 7; left > 0; left >>= 7) groups.unshift(0x80 | (left & 0x7f))
  return groups
}
