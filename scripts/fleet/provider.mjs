// The provider of the fleet, a process of its own: it replaces a refresh token each time, and ends the family where a
// spent one comes. Each client is a family. It notes every request for tokens, and tells its parent when one comes and
// when its token is replaced.
import { readFileSync } from 'node:fs'
import { createServer } from 'node:https'
import { setTimeout as sleep } from 'node:timers/promises'
import { URLSearchParams } from 'node:url'

const [, , address, certificate, key] = process.argv
const families = new Map()
const familyOf = (client) => {
  if (!families.has(client))
    families.set(client, { generation: 0, isRevoked: true, lifetime: 1, beforeMs: 50, afterMs: 50, log: [] })
  return families.get(client)
}

const server = createServer({ cert: readFileSync(certificate), key: readFileSync(key) }, (request, response) => {
  let body = ''
  request.on('data', chunk => body += chunk)
  request.on('end', () => void answer(
    new URL(request.url, 'https://provider'), new URLSearchParams(body), request.socket.remoteAddress, response,
  ))
  response.on('error', () => undefined)
})
server.listen(443, address, () => process.send({ event: 'ready' }))

async function answer(url, form, from, response) {
  if (url.pathname === '/authorize') return sendBack(url.searchParams, response)
  const client = form.get('client_id')
  const [status, document] = form.get('grant_type') === 'authorization_code'
    ? begin(familyOf(client))
    : await refresh(client, form.get('refresh_token'), from)
  response.writeHead(status, {
    'content-type': 'application/json', 'cache-control': 'no-store', connection: 'close',
  }).end(
    JSON.stringify(document),
  )
}

function sendBack(asked, response) {
  const back = new URL(asked.get('redirect_uri'))
  back.searchParams.set('code', 'code')
  back.searchParams.set('state', asked.get('state'))
  response.writeHead(302, { location: back.href }).end()
}

function begin(family) {
  family.isRevoked = false
  return issue(family)
}

async function refresh(client, token, from) {
  const family = familyOf(client)
  const entry = { at: Date.now(), from, token, was: 'spent' }
  family.log.push(entry)
  process.send({ event: 'asked', client })
  await sleep(family.beforeMs)
  if (family.isRevoked || token !== family.current) {
    entry.was = family.isRevoked ? 'ended' : 'spent'
    family.isRevoked = true
    return [400, { error: 'invalid_grant' }]
  }
  const issued = issue(family)
  Object.assign(entry, { was: 'replaced', replacedAt: Date.now(), replacedBy: family.current })
  process.send({ event: 'replaced', client })
  await sleep(family.afterMs)
  return issued
}

function issue(family) {
  family.generation += 1
  family.current = `r-${family.generation}-${Math.random().toString(36).slice(2)}`
  return [
    200,
    {
      access_token: `a-${family.generation}`, token_type: 'Bearer', expires_in: family.lifetime,
      refresh_token: family.current,
    },
  ]
}

process.on('message', ({ id, client, set }) => {
  const family = Object.assign(familyOf(client), set)
  process.send({ id, isRevoked: family.isRevoked, log: family.log })
})
process.on('disconnect', () => process.exit())
