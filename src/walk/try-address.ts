import { Failure } from '../codes/failure.ts'
import { isPassing } from '../codes/obstacle.ts'

/** Failures after which the next address is worth asking. A wrong issuer, or another resource, is none of them. */
const refusals: readonly string[] = ['discovery-refused', 'redirect-refused', 'unreadable-answer']

/** Tells whether there is no document at an address, whatever else is there. */
export function isRefusal(error: unknown): error is Failure {
  return error instanceof Failure && refusals.includes(error.code)
}

/** What was read at an address, or why there was nothing to read. Raises what is wrong beyond this one address. */
export async function tryAddress<Document>(read: () => Promise<Document>): Promise<Document | Failure> {
  try {
    return await read()
  } catch (error) {
    if (isRefusal(error)) return error
    throw error
  }
}

/** An address where no document was: the status of its answer, and whether a web page stood there. */
export interface Tried {
  url: unknown
  status: unknown
  is_page?: true
}

/** Describes an address without a document. Many an application answers every path with its own page. */
export function triedAt(
  { details: { url, status, fault, content_type: type } }: Failure, address: unknown = url,
): Tried {
  const isPage = fault === 'not-json' && typeof type === 'string' && /html/i.test(type)
  return { url: address, status, ...isPage && { is_page: true } }
}

/** The statuses among addresses that were tried, as the details of a failure or a finding have them. */
export function statusesOf(tried: unknown): number[] {
  const all = Array.isArray(tried) ? tried as Partial<Tried>[] : []
  return all.map(({ status }) => status).filter(status => typeof status === 'number')
}

/** Tells whether one of them may answer otherwise in an hour: nobody knows then what is there. */
export function isAnyPassing(tried: unknown): boolean {
  return statusesOf(tried).some(isPassing)
}
