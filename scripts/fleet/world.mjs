import { execFileSync } from 'node:child_process'
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { password, startCluster } from './cluster.mjs'
import { makeNetwork, places } from './network.mjs'
import { startPeer } from './peer.mjs'

const program = fileURLToPath(new URL('../../bin/oauth-walk.cjs', import.meta.url))
const beside = name => fileURLToPath(new URL(name, import.meta.url))

/** How long a command may take before it counts as hanging, in milliseconds. */
const boundMs = 120_000

/**
 * Two machines with homes of their own, a database and a provider, each at its place in a network of the run; and the
 * key of the store on both.
 */
export async function openWorld() {
  const scratch = mkdtempSync(join(tmpdir(), 'oauth-walk-fleet-'))
  execFileSync('chmod', ['711', scratch])
  const closing = [() => rmSync(scratch, { recursive: true, force: true })]
  const close = async () => {
    for (const end of closing.splice(0).reverse()) await Promise.resolve().then(end).catch(error =>
      console.error(error.message))
  }
  try {
    return { ...await furnish(scratch, closing), close }
  } catch (error) {
    await close()
    throw error
  }
}

async function furnish(scratch, closing) {
  const files = makeCertificate(scratch)
  const network = makeNetwork()
  closing.push(network.remove)
  const cluster = await startCluster(network, scratch, {
    certificate: readFileSync(files.certificate), key: readFileSync(files.key),
  })
  closing.push(cluster.stop)
  const provider = await openProvider(network, files, closing)
  const [a, b] = await Promise.all(
    ['a', 'b'].map(async name => openMachine(name, { network, scratch, files, closing })),
  )
  const made = await a.call(['store', 'init', '--passphrase-file', a.key]).ended
  if (made.status !== 0) throw new Error(`store init: ${made.status} ${made.stderr}`)
  copyFileSync(a.key, b.key)
  return { network, cluster, provider, machines: { a, b } }
}

/** One certificate for both servers, which signs itself. */
function makeCertificate(scratch) {
  const [certificate, key] = [join(scratch, 'certificate.pem'), join(scratch, 'key.pem')]
  execFileSync(
    'openssl',
    [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
      '/CN=fleet', '-addext', `subjectAltName=IP:${places.database},IP:${places.provider}`, '-keyout', key, '-out',
      certificate,
    ],
    {
      stdio: 'ignore',
    },
  )
  return { certificate, key }
}

async function openProvider(network, files, closing) {
  const hearers = new Set()
  const words = [
    ...network.at('provider'), process.execPath, beside('provider.mjs'), places.provider, files.certificate, files.key,
  ]
  const peer = await startPeer(words, message => hearers.forEach(hear => hear(message)))
  closing.push(peer.end)
  return {
    /** Sets what is given of a family, and tells how it is and what was asked so far. */
    family: async (client, set = {}) => new Promise(resolve => peer.send({ client, set }, (answer, done) => {
      done()
      resolve(answer)
    })),
    /** Resolves when this happens to a family, or undefined once the signal says that it no longer matters. */
    next: async (event, clients, signal) => new Promise((resolve) => {
      const finish = (message) => {
        hearers.delete(hear)
        resolve(message)
      }
      const hear = message => message.event === event && clients.includes(message.client) && finish(message)
      hearers.add(hear)
      signal?.addEventListener('abort', () => finish(undefined))
    }),
  }
}

async function openMachine(name, { network, scratch, files, closing }) {
  const home = join(scratch, name)
  mkdirSync(home, { mode: 0o700 })
  const key = join(home, 'team.key')
  const hosted = ['unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', `machine-${name}`]
  const peer = await startPeer([...network.at(name), ...hosted, process.execPath, beside('machine.mjs')])
  closing.push(peer.end)
  const environment = {
    PATH: process.env.PATH, HOME: home, OAUTH_WALK_HOME: home, LANG: 'C.UTF-8', NODE_EXTRA_CA_CERTS: files.certificate,
    OAUTH_WALK_CA: files.certificate,
    OAUTH_WALK_STORE:
      `postgres://fleet@${places.database}/walk?sslrootcert=${files.certificate}`, PGPASSWORD: password,
    OAUTH_WALK_PASSPHRASE_FILE: key,
  }
  const run = (words, more = {}) =>
    call(peer, { words: [program, ...words], environment: { ...environment, ...more }, boundMs }, name)
  return { name, key, call: run }
}

/** A command under way: its process's number, once there is one, and what becomes of it. */
function call(peer, message, machine) {
  const settled = {}
  const pid = new Promise(resolve => settled.pid = resolve)
  const ended = new Promise(resolve => settled.ended = resolve)
  const startedAt = Date.now()
  peer.send(message, (answer, done) => {
    if (answer.pid) return settled.pid(answer.pid)
    done()
    settled.ended({ machine, startedAt, ...answer.ended })
  })
  return { pid, ended }
}
