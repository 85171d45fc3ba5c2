import { describe, expect, test } from 'vitest'
import { explainedIn } from '../../src/explain/causes/explained.ts'
import { Collector } from '../../src/explain/recognise/collect.ts'
import { recognise } from '../../src/explain/recognise/index.ts'
import { readLines } from '../../src/explain/recognise/lines.ts'
import type { WalkRecord } from '../../src/explain/record.ts'

const given = { issuer: undefined, clientId: undefined, now: 0 }
const lines = (count: number, line: (place: number) => string) => Array.from({ length: count }, (_, at) => line(at)).join('\n')

/** Counts the messages that are made of an input, kept or not: making one is most of the work. */
class Counting extends Collector {
  made = 0

  override add(...message: Parameters<Collector['add']>): void {
    this.made += 1
    super.add(...message)
  }
}

function readCounting(text: string): { made: number, record: WalkRecord } {
  const collector = new Counting()
  readLines(text, collector)
  return { made: collector.made, record: collector.toRecord(given) }
}

describe('of more than is told, no more is made', () => {
  test.each([
    ['curl commands', 20_000, (at: number) => `curl https://id.example/token -d grant_type=refresh_token -d n=${at}`],
    ['addresses', 20_000, (at: number) => `https://id.example/authorize?client_id=a&response_type=code&n=${at}`],
    ['addresses of no protocol', 60_000, (at: number) => `http://a${at}.example`],
    ['log lines with a callback', 10_000, (at: number) => `INFO GET https://a.example/cb?code=abc${at}&state=${at} 302`],
  ])('%s', (_, count, line) => {
    const { made, record } = readCounting(lines(count, line))
    expect(record.seen).toHaveLength(300)
    expect(record.cut).toContain('messages')
    expect(made).toBe(301)
    expect(readCounting(lines(200, line))).toMatchObject({ made: 200, record: { cut: [] } })
  })

  test('the last command that is kept still gets the answer below it', () => {
    const text = lines(500, at => `curl https://id.example/token -d grant_type=refresh_token -d n=${at}`)
    const { record } = readCounting(`${text}\n{"error":"invalid_grant"}`)
    expect(record.seen.at(-1)?.response?.members).toEqual({ error: 'invalid_grant' })
  })
})

describe('members of one document', () => {
  const metadata = (count: number) => JSON.stringify({
    issuer: 'https://id.example', authorization_endpoint: 'https://id.example/a', token_endpoint: 'https://id.example/t',
    ...Object.fromEntries(Array.from({ length: count }, (_, at) => [`e${at}_endpoint`, `https://id.example/${at}`])),
  })

  test('beyond the first 500 are left out, and the reader is told', () => {
    const record = recognise([metadata(20_000)], given)
    expect(Object.keys(record.metadata[0]?.content ?? {}).length).toBeLessThanOrEqual(501)
    expect(record.metadata[0]?.content['token_endpoint']).toBe('https://id.example/t')
    expect(record.cut).toContain('members')
  })

  test('are all read where there are no more', () => {
    const record = recognise([metadata(497)], given)
    expect(Object.keys(record.metadata[0]?.content ?? {})).toHaveLength(500)
    expect(record.cut).toEqual([])
  })
})

describe('the causes of errors', () => {
  const causesOf = (line: (place: number) => string) =>
    explainedIn(recognise([lines(500, line)], given)).map(({ cause }) => cause)

  test('are looked up for so many different ones, the first ones', () => {
    const causes = causesOf(at => `token request ${at} failed: AADSTS50011 redirect URI`)
    expect(causes).toHaveLength(500)
    expect(causes[0]).toBeTypeOf('string')
    expect(causes.filter(cause => cause !== undefined)).toHaveLength(25)
  })

  test('are known for each that comes again', () => {
    const causes = causesOf(at => at % 2 === 0 ? 'failed: AADSTS50011 redirect URI' : 'failed: AADSTS7000215 secret')
    expect(causes).toHaveLength(500)
    expect(new Set(causes).size).toBe(2)
    expect(causes).not.toContain(undefined)
  })
})
