import { checkMethod, checkParameters, type ParameterRule } from './vendor-checks.ts'
import { Fault, type Answer, type Heard, type Routes, type Vendor } from './vendor-double.ts'
import type { Book } from './vendor-book.ts'

/** A vendor with the application that is registered there. */
export interface RegisteredVendor {
  /** The preset's name. */
  name: string
  client: { id: string, secret: string }
  /**
   * A redirect URI that the vendor lets one register; `PORT` stands for a free port. One that is not loopback is
   * pasted.
   */
  redirectUri: string
  /** What `login` needs to be told besides. */
  words?: readonly string[]
  /** Plays the vendor; the redirect URI is the registered one, the origin is where the vendor answers. */
  build(redirectUri: string, origin: string): Vendor
}

/** The browser goes back to the redirect URI; a parameter without a value is left out. */
export function sendBack(redirectUri: string, parameters: Record<string, string | null | undefined>): Answer {
  const location = new URL(redirectUri)
  for (const [name, value] of Object.entries(parameters)) if (value !== null && value !== undefined)
    location.searchParams.set(name, value)
  return { status: 302, headers: { location: location.href } }
}

/** A page at which the person always agrees. */
export function consentPage(
  book: Book, rule: ParameterRule, back: (code: string, request: URLSearchParams) => Record<string, string | null>,
  check: (request: URLSearchParams) => void = () => undefined,
): Routes[string] {
  return { phase: 'authorize', handle: (heard) => {
    checkMethod(heard, 'GET')
    checkParameters(heard.query, rule)
    check(heard.query)
    return sendBack(heard.query.get('redirect_uri') ?? '', back(book.issueCode(heard.query), heard.query))
  } }
}

/** The parameters of a request that carries all of them in its address. */
export function readQuery({ query, body }: Heard): [string, string][] {
  if (body !== '') throw new Fault('body-wrong')
  return [...query]
}

/** Neither a client nor a token in a header, for vendors that look for them elsewhere. */
export function checkNoAuthorization(
  { headers }: Heard, kind: 'client-authentication-misplaced' | 'access-token-misplaced',
): void {
  if (headers.authorization !== undefined) throw new Fault(kind, 'authorization')
}

/** What a vendor says to this fault: by kind and subject, by kind, or the one that it says to everything else. */
export function pick<Value>(table: Readonly<Record<string, Value>> & { otherwise: Value }, fault: Fault): Value {
  return table[fault.message] ?? table[fault.kind] ?? table.otherwise
}

/** JSON under another label, or text that JSON.stringify would not write. */
export function labelled(body: unknown, type: string, status = 200): Answer {
  return { status, headers: { 'content-type': type }, body: typeof body === 'string' ? body : JSON.stringify(body) }
}
