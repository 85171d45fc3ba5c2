import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { freshHome } from '../support/cli.ts'
import { runInside } from '../support/inside.ts'

const T = 'Q7xT2vN9kLm4Rw8ZpB3cYd6H'
const part = (name: string, value: string) => `--x\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`
const refused = { mimeType: 'application/json', text: '{"error":"invalid_grant"}' }

/** What a request to the token endpoint sends, and what comes back. */
const bodies: Record<string, { sent?: typeof refused, content?: typeof refused, short?: string }> = {
  'a body of several parts': {
    sent: {
      mimeType: 'multipart/form-data; boundary=x',
      text: `${part('grant_type', 'authorization_code') + part('client_secret', T) + part('password', 'xyzzy9')}--x--`,
    },
    short: 'xyzzy9',
  },
  'a page of the response mode web_message': {
    content: {
      mimeType: 'text/html',
      text: `<html><script>window.opener.postMessage({type:"authorization_response",response:{code:"${T}",state:"${T}s"}},"https://app.example")</script>`,
    },
  },
  'pairs in a list': {
    content: {
      mimeType: 'application/json',
      text: JSON.stringify({
        error: 'invalid_grant', debug: { form: [['client_secret', T], ['code', `${T}c`]] },
        sent: [{ name: 'code_verifier', value: `${T}v` }],
      }),
    },
  },
}

function recordingOf({ sent, content = refused }: typeof bodies[string]): string {
  const request = {
    method: 'POST', url: 'https://idp.example/token', httpVersion: 'HTTP/1.1', headers: [], queryString: [],
    ...sent && { postData: sent },
  }
  const response = { status: 400, statusText: '', headers: [], content: { size: 1, ...content } }
  const entry = { startedDateTime: '2026-11-28T10:00:00Z', time: 1, request, response, timings: {} }
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'x', version: '1' }, entries: [entry] } })
}

test.each(Object.entries(bodies))('no secret of %s is shown, or stands in a file that is written', async (_, body) => {
  const home = freshHome()
  const at = (name: string) => join(home, name)
  writeFileSync(at('in.har'), recordingOf(body))
  const files = { save: at('s.json'), html: at('h.html'), har: at('x.har'), curl: at('c.sh') }
  const asked = Object.entries(files).flatMap(([flag, file]) => [`--${flag}`, file])
  const told = [
    await runInside(['explain', at('in.har'), '-v', ...asked], { home }),
    await runInside(['explain', at('in.har'), '--json'], { home }),
  ]
  for (const { status, stdout, stderr } of told) {
    expect(status, stderr).toBe(0)
    expect(stdout + stderr).not.toContain(T)
  }
  for (const file of Object.values(files)) {
    const text = readFileSync(file, 'utf8')
    expect(text).not.toContain(T)
    if (body.short !== undefined) expect(text).not.toContain(body.short)
  }
})
