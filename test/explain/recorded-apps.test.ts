import { describe, expect, test } from 'vitest'
import { asked, brought, page, provider, readingsOf, redeemed, type Entry } from './har.ts'

const login = [asked(), brought(), redeemed()]

test('a login in which nothing is wrong is told nothing', () => {
  expect(readingsOf(login)).toEqual([])
})

describe('a request of a script to which the browser shows no answer', () => {
  const hidden = (failure: string, own: Partial<Entry> = {}) => readingsOf([asked(), brought(), { ...redeemed({ failure }), headers: { referer: `${page}/` }, ...own }])
  test('is hidden by CORS where Chromium says nothing else', () => expect(hidden('net::ERR_FAILED')).toEqual(['broken:answer-hidden']))
  test('is blocked by an extension', () => expect(hidden('net::ERR_BLOCKED_BY_CLIENT')).toEqual(['broken:answer-blocked']))
  test('has no trust in a certificate', () => expect(hidden('net::ERR_CERT_AUTHORITY_INVALID')).toEqual(['broken:answer-untrusted']))
  test('finds no server', () => expect(hidden('net::ERR_CONNECTION_REFUSED')).toEqual(['broken:answer-none']))
  test('is no fault where the page was left', () => expect(hidden('net::ERR_ABORTED')).toEqual([]))
  test('is not hidden from a page of the same origin', () => {
    expect(hidden('net::ERR_FAILED', { headers: { referer: `${provider}/app` } })).toEqual([])
  })
})
