/* global FACTS, document, location, crypto, localStorage, sessionStorage, btoa, fetch, TextEncoder, URLSearchParams */
// A page without a library, and the faults that such pages have: FACTS.plan names what is left out or done wrong.
const { plan = {}, issuer, clientId, redirectUri } = FACTS
const store = plan.isShared ? localStorage : sessionStorage
const base64url = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes))).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')
const random = () => base64url(crypto.getRandomValues(new Uint8Array(32)))
const done = text => document.getElementById('root').insertAdjacentHTML('beforeend', `<p id="done">${text}</p>`)

async function login() {
  const { state = random() } = plan
  const [verifier, nonce] = [random(), random()]
  store.setItem('login', JSON.stringify({ state, verifier, nonce }))
  const challenge = base64url(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(verifier)))
  const parameters = {
    response_type: plan.responseType ?? 'code', client_id: clientId, redirect_uri: redirectUri, scope: plan.scope ?? 'openid profile', ...plan.nonce !== '' && { nonce },
    ...state !== '' && { state }, ...!plan.noPkce && { code_challenge: challenge, code_challenge_method: 'S256' },
    ...plan.refreshes && { prompt: 'consent' },
  }
  location.href = `${issuer}/auth?${new URLSearchParams(parameters)}`
}

async function refresh(token) {
  const form = { grant_type: 'refresh_token', refresh_token: token, client_id: clientId }
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) })
  return answer.json()
}

async function redeem(code, verifier) {
  const form = {
    grant_type: 'authorization_code', code, redirect_uri: plan.otherRedirect ?? redirectUri, client_id: clientId,
    ...!plan.noPkce && { code_verifier: verifier }, ...plan.secret && { client_secret: plan.secret },
  }
  const answer = await fetch(`${issuer}/token`, { method: 'POST', body: new URLSearchParams(form) })
  return answer.json()
}

async function callback() {
  const answer = new URLSearchParams(location.search || location.hash.slice(1))
  const { state, verifier } = JSON.parse(store.getItem('login'))
  if (answer.has('error')) throw new Error(answer.get('error_description'))
  if (state !== '' && answer.get('state') !== state) throw new Error('the state is another')
  const tokens = answer.has('access_token') ? Object.fromEntries(answer) : await redeem(answer.get('code'), verifier)
  if (plan.twice) await redeem(answer.get('code'), verifier)
  if (plan.needsIdToken && !tokens.id_token) throw new Error('no ID token came')
  for (let left = plan.refreshes ?? 0; left > 0; left -= 1) await refresh(tokens.refresh_token)
  const token = plan.sendIdToken ? tokens.id_token : tokens.access_token
  if (plan.inAddress) {
    sessionStorage.setItem('tokens', JSON.stringify(tokens))
    location.href = `/report?access_token=${token}`
    return
  }
  await fetch('/api/orders', { headers: { authorization: `Bearer ${token}` } })
  done('done')
}

async function open() {
  if (location.pathname === '/callback') return callback()
  if (location.pathname === '/report') {
    document.head.insertAdjacentHTML('beforeend', '<meta name="referrer" content="unsafe-url">')
    const picture = Object.assign(document.createElement('img'), { src: `${plan.inAddress}/picture.gif` })
    await new Promise((resolve) => { picture.onerror = picture.onload = resolve })
    await fetch('/api/orders', { headers: { authorization: `Bearer ${JSON.parse(sessionStorage.getItem('tokens')).access_token}` } })
    return done('report')
  }
  document.getElementById('root').innerHTML = '<button id="login">Log in</button>'
  document.getElementById('login').onclick = login
}
open().catch(error => done(String(error)))
