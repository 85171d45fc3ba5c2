import { expect, test } from 'vitest'
import { answerLine } from '../../src/render/check/evidence.ts'
import { evidenceOf, exchange } from './made-up.ts'
import { openExamined, redirectUri } from './provider/exam-stub.ts'
import { startInside } from '../support/inside.ts'
import { freshHome } from '../support/cli.ts'
import { processorTime } from '../support/processor-time.ts'

const page = (body: string) =>
  answerLine({ ...exchange, response: { ...exchange.response, status: 400, body } }, evidenceOf().fact)

test('of a page, what people see is told, and not how it begins', async () => {
  const head = `<!doctype html><html><head><title>Sorry</title><style>${'a{color:red}'.repeat(200)}</style></head>`
  expect(
    page(`${head}<body><script>let x = 1</script><h1>Unknown client</h1><p>No such <b>client_id</b>.</body></html>`),
  ).toBe('400  Sorry: Unknown client No such client_id .')
  expect(page('<p>')).toBe('400  <p>')
  const took = await processorTime(() => {
    for (const part of ['<style>', '<head ', '<'.repeat(10), '<script></script>']) page(part.repeat(100_000))
  })
  expect(took).toBeLessThan(2000)
})

test('a wrong client id is told once, by the page that says so, with the client id before the secret', async (context) => {
  const refusing = { status: 400, body: '<!doctype html><head><title>Error</title></head><body>No such client</body>' }
  const stub = await openExamined(context, {
    authorize: () => refusing, token: () => ({ status: 401, body: { error: 'invalid_client' } }),
  })
  const words = [
    'check', stub.issuer, '--i-operate', stub.issuer, '--client-id', 'nope', '--redirect-uri', redirectUri,
    '--no-sign-in', '--probe', 'C11,C14,C16,C22',
  ]
  const { status, stdout, stderr } = await startInside(words, {
    home: freshHome(), environment: { OAUTH_WALK_CLIENT_SECRET: 'x' },
  }).ended
  expect([
    status, stdout.match(/^ {2}Answered: 400 {2}Error: No such client$/gm)?.length,
    stdout.match(/^\? C\d\d .*$/gm)?.length,
  ]).toEqual([5, 1, 4])
  expect(stderr).toMatch(/likely cause: The provider also refused the same messages unbroken\. Compare client id/)
})
