// Signs in and prints who it was: node sign-in.js ISSUER CLIENT_ID, with the client's secret in CLIENT_SECRET if it has one.
import { explainFailure, Failure, walk, type Extension, type Observer } from 'oauth-walk'

/** An observer sees every event. This one tells the arrows of the sequence diagram and the checks that were made. */
const observer: Observer = (event) => {
  if (event.type === 'message') console.error(`${event.n}  ${event.from} → ${event.to}: ${event.name}`)
  if (event.type === 'check') console.error(`   ${event.ok ? 'ok' : 'failed'} ${event.name}`)
}

/** An extension changes messages. This one adds a header to every request over the back channel. */
const traced: Extension = {
  name: 'traced',
  send: next => async request => next({ ...request, headers: { ...request.headers, 'x-request-id': crypto.randomUUID() } }),
}

const [issuer = '', clientId = ''] = process.argv.slice(2)
const clientSecret = process.env['CLIENT_SECRET']

try {
  const { subject, userinfo, expiresAt } = await walk({
    issuer, clientId, ...clientSecret === undefined ? {} : { clientSecret },
    redirectUri: 'http://127.0.0.1:0/callback',
    openBrowser: url => console.error(`Open ${url}`),
    observers: [observer],
    extensions: [traced],
  })
  console.log(JSON.stringify({ subject, userinfo, expiresAt }))
} catch (error) {
  if (!(error instanceof Failure)) throw error
  const { message, cause, next } = await explainFailure(error)
  console.error(`${error.code} at step ${error.step}: ${message}\n${cause}\n${next}`)
  process.exitCode = 1
}
