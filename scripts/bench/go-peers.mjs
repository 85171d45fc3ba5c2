import { existsSync } from 'node:fs'
import { createServer } from 'node:net'
import { afresh } from './homes.mjs'
import { runLogin } from './login.mjs'

/** The programs, where they are here: two of Go, which show an address instead of opening a browser. */
const { BENCH_OAUTH2C: oauth2c, BENCH_KUBELOGIN: kubelogin } = process.env
/** GNU's, which tells the processor time to 10 ms: in the last line on stderr, where the meter has a descriptor. */
const time = '/usr/bin/time'
const report = ['-q', '-f', '{"userCPUTime":%Ue6,"systemCPUTime":%Se6,"maxRSS":%M}']

/** Where kubelogin has the browser come back: the root of a port of this machine. */
export const rootOfLoopback = 'http://localhost'

/** The same login by oauth2c and kubelogin, each as `{ name, run }`, where the environment names their programs. */
export function goPeersHere(issuer, clientId) {
  const peers = [
    {
      name: 'login by oauth2c', variable: 'BENCH_OAUTH2C', program: oauth2c,
      // It waits a second after the callback before it asks for the token.
      wordsFor: async () => [
        issuer, '--client-id', clientId, '--grant-type', 'authorization_code', '--response-types', 'code',
        '--response-mode', 'query', '--auth-method', 'none', '--pkce', '--scopes', 'openid,profile,email',
        '--redirect-url', `http://127.0.0.1:${await findFreePort()}/callback`, '--no-browser', '--silent',
      ],
    },
    {
      name: 'login by kubelogin', variable: 'BENCH_KUBELOGIN', program: kubelogin,
      wordsFor: home => [
        'get-token', '--oidc-issuer-url', issuer, '--oidc-client-id', clientId, '--oidc-extra-scope', 'profile,email',
        '--listen-address', '127.0.0.1:0', '--token-cache-dir', home, '--skip-open-browser',
      ],
      // The page of its own that it names leads to the provider.
      shown: /http:\/\/localhost:\d+\/?(?=\s)/,
    },
  ]
  const here = peers.filter(isHere)
  if (here.length > 0) console.log(sayHowMeasured())
  return here.map(({ name, program, wordsFor, shown }) => ({
    name,
    run: () => afresh(async home =>
      runLogin({ ...measured(program, await wordsFor(home)), home, shown, isMetered: existsSync(time) })),
  }))
}

function isHere({ name, variable, program }) {
  const isThere = program !== undefined && existsSync(program)
  if (!isThere) console.log(`${name.replace('login by ', '')} is not here to be compared with: ${variable} names its program`)
  return isThere
}

function sayHowMeasured() {
  return existsSync(time)
    ? `what programs of Go use is told by ${time}, processor time to 10 ms`
    : `what programs of Go use is not told: there is no ${time}`
}

function measured(program, words) {
  return existsSync(time) ? { program: time, words: [...report, program, ...words] } : { program, words }
}

async function findFreePort() {
  const server = createServer().listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  const { port } = server.address()
  await new Promise(resolve => server.close(resolve))
  return port
}
