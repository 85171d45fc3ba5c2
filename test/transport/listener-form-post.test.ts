import { connect } from 'node:net'
import { describe, expect, onTestFinished, test } from 'vitest'
import { ask, closed, sendRaw, waitAt, type Ask, type Waiting } from './support.ts'

const form = 'application/x-www-form-urlencoded'
const post = (body: string, type = form): Ask => ({ method: 'POST', headers: { 'content-type': type }, body })

async function waitForForm(): Promise<Waiting> {
  return waitAt({ responseMode: 'form_post' })
}

async function expectStillWaiting({ listener, letIn }: Waiting): Promise<void> {
  expect(letIn).toEqual([])
  expect((await ask(listener.redirectUri, post('code=c&state=s'))).status).toBe(200)
  expect(letIn).toHaveLength(1)
}

describe('form_post', () => {
  test.each([
    form, 'application/x-www-form-urlencoded; charset=UTF-8', 'Application/X-WWW-Form-URLEncoded',
  ])('L50 a form as %s is let in', async (type) => {
    const waiting = await waitForForm()
    expect((await ask(waiting.listener.redirectUri, post('code=a%2Bb+c&state=%E5%BC%A0', type))).status).toBe(200)
    expect(Object.fromEntries(waiting.letIn[0]?.parameters ?? [])).toEqual({ code: 'a+b c', state: '张' })
  })

  test('L51 parameters in the query do not count', async () => {
    const waiting = await waitForForm()
    await ask(`${waiting.listener.redirectUri}?code=query&state=query`, post('state=s'))
    expect(Object.fromEntries(waiting.letIn[0]?.parameters ?? [])).toEqual({ state: 's' })
  })

  test.each([
    'text/plain', 'multipart/form-data; boundary=x', 'application/json', 'application/x-www-form-urlencodedx', '',
  ])('L52 %j is 415, and the wait goes on', async (type) => {
    const waiting = await waitForForm()
    expect((await ask(waiting.listener.redirectUri, post('code=c&state=s', type))).status).toBe(415)
    expect(waiting.ignored).toEqual(['wrong-content-type'])
    await expectStillWaiting(waiting)
  })

  test('L53 a body of more than 64 KiB is 413 and its connection ends, whether it says its length or not', async () => {
    const waiting = await waitForForm()
    const head = `POST /callback HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nContent-Type: ${form}\r\n`
    const body = `code=${'x'.repeat(70_000)}`
    expect(await sendRaw(waiting.port, `${head}Content-Length: ${body.length}\r\n\r\n${body}`))
      .toContain('HTTP/1.1 413')
    expect(await sendRaw(
      waiting.port, `${head}Transfer-Encoding: chunked\r\n\r\n${body.length.toString(16)}\r\n${body}\r\n0\r\n\r\n`,
    )).toContain('HTTP/1.1 413')
    expect(waiting.ignored).toEqual(['body-too-large', 'body-too-large'])
    await expectStillWaiting(waiting)
  })

  test('a body of just 64 KiB is let in', async () => {
    const waiting = await waitForForm()
    expect((await ask(waiting.listener.redirectUri, post(`code=${'x'.repeat(65_531)}`))).status).toBe(200)
    expect(waiting.letIn).toHaveLength(1)
  })

  test('L55 a body that drips for more than 5 s is 408', async () => {
    const waiting = await waitForForm()
    const socket = connect(waiting.port, '127.0.0.1').on('error', () => undefined)
    onTestFinished(() => void socket.destroy())
    let answer = ''
    socket.setEncoding('utf8').on('data', chunk => answer += String(chunk))
    socket.write(`POST /callback HTTP/1.1\r\nHost: 127.0.0.1:${waiting.port}\r\nContent-Type: ${form}\r\nContent-Length: 100\r\n\r\ncode=`)
    const drip = setInterval(() => socket.write('x'), 300)
    onTestFinished(() => clearInterval(drip))
    const started = performance.now()
    await closed(socket)
    expect(performance.now() - started).toBeLessThan(20_000)
    expect(answer).toContain('HTTP/1.1 408')
    await expectStillWaiting(waiting)
  })

  test.each([
    'GET', 'HEAD', 'PUT',
  ])('L56 %s with a query is 405 and says what is allowed, and the wait goes on', async (method) => {
    const waiting = await waitForForm()
    const { status, headers } = await ask(`${waiting.listener.redirectUri}?code=c&state=s`, { method })
    expect([status, headers.allow]).toEqual([405, 'POST'])
    await expectStillWaiting(waiting)
  })
})
