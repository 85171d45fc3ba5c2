import { createHash } from 'node:crypto'
import { describeBy } from '../../codes/described.ts'
import { Failure } from '../../codes/failure.ts'
import type { Extension } from '../../walk/extension.ts'
import type { WireRequest } from '../../wire.ts'
import { formatChinaTime } from './china-time.ts'
import type { CodeContext } from './index.ts'

/**
 * JD's gateway: the userinfo request carries the time in China and a signature, the MD5 of its parameters between two
 * copies of the client secret, in capitals. MD5 is JD's choice. Raises `setting-invalid` without a client secret.
 */
export function signUserinfoRequest(context: CodeContext): Extension {
  return {
    name: 'jd',
    send: next => async request => next(request.purpose === 'userinfo' ? signRequest(request, context) : request),
  }
}

function signRequest(request: WireRequest, { now, clientSecret }: CodeContext): WireRequest {
  if (!clientSecret)
    throw new Failure('setting-invalid', { setting: 'client-secret', expected: describeBy('jd-secret') })
  const url = new URL(request.url)
  url.searchParams.set('timestamp', formatChinaTime(now()))
  url.searchParams.set('sign', makeSignature(url.searchParams, clientSecret.reveal()))
  return { ...request, url: url.href }
}

/** All parameters that have a value, by name, `namevalue` without anything in between. */
function makeSignature(parameters: URLSearchParams, secret: string): string {
  const sorted = new URLSearchParams(parameters)
  sorted.sort()
  const text = [...sorted].filter(([, value]) => value !== '').map(([name, value]) => `${name}${value}`).join('')
  return createHash('md5').update(`${secret}${text}${secret}`).digest('hex').toUpperCase()
}
