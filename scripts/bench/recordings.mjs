// Recordings as a browser saves them of an app that does much besides its login: scripts, images, JSON, with fifteen
// header fields each.
import { closeSync, openSync, writeSync } from 'node:fs'

const headers = Array.from({ length: 15 }, (_, place) => ({ name: `x-header-${place}`, value: 'v'.repeat(60) }))
const address = 'https://id.example.com/authorize?response_type=code&client_id=portal&redirect_uri=https%3A%2F%2Fportal.example.com%2Fcallback&scope=openid&state=af0ifjsldkjAb93'
const bodies = [
  place => ({
    mimeType: 'application/javascript',
    text: 'function a(){ return "\\"x\\"" }\n'.repeat(place % 50 === 0 ? 20_000 : 300),
  }),
  () => ({
    mimeType: 'application/json',
    text: JSON.stringify({ rows: Array.from({ length: 200 }, (_, id) => ({ id, name: `n${id}` })) }),
  }),
  () => ({ mimeType: 'image/png', encoding: 'base64', text: 'iVBORw0KGgo'.repeat(3000) }),
]
const login = [
  entry(address, 302, 0),
  entry('https://portal.example.com/callback?code=SplxlOBeZQQYbYS6WxSbIA&state=af0ifjsldkjAb93', 200, 1),
]

/** Writes a recording of so many bytes, in which one login stands among other things. */
export function writeRecording(path, bytes) {
  const file = openSync(path, 'w')
  let written = writeSync(
    file, '{"log":{"version":"1.2","creator":{"name":"WebInspector","version":"537.36"},"pages":[],"entries":[',
  )
  for (let place = 0; written < bytes; place += 1) {
    const entries = [
      entry(`https://portal.example.com/static/${place}`, 200, place, bodies[place % bodies.length](place)),
      ...place === 50 ? login : [],
    ]
    written += writeSync(file, entries.map(one => `${JSON.stringify(one)},`).join(''))
  }
  writeSync(file, `${JSON.stringify(entry('https://portal.example.com/', 200, 0))}]}}`)
  closeSync(file)
}

function entry(url, status, place, content = { mimeType: 'text/html', text: '<p>Hello' }) {
  return {
    startedDateTime: new Date(1_795_859_900_000 + place).toISOString(), time: 3,
    request: { method: 'GET', url, httpVersion: 'h2', headers, queryString: [], cookies: [] },
    response: { status, statusText: '', headers, cookies: [], content: { size: 1, ...content } },
    timings: { send: 0, wait: 1, receive: 1 },
  }
}
