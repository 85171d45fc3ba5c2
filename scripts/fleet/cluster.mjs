import { execFile, execFileSync } from 'node:child_process'
import { chmodSync, chownSync, existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { places } from './network.mjs'

/** Debian keeps each version's programs in a folder of its own, beside the way. */
const debian = '/usr/lib/postgresql'
export const binaries = existsSync(debian)
  ? readdirSync(debian).sort().reverse().map(version => join(debian, version, 'bin')).find(folder =>
      existsSync(join(folder, 'pg_ctl')))
  : undefined

/** The role's password: it protects nothing, its being asked for is what is tried. */
export const password = 'fleet-password'

/** A server at its place in the network, of an unprivileged user, with TLS and passwords; in a folder of the run. */
export async function startCluster(network, scratch, { certificate, key }) {
  const [uid, gid] = ['-u', '-g'].map(flag => Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' })))
  const folder = join(scratch, 'database')
  const own = (path, mode) => {
    chownSync(path, uid, gid)
    chmodSync(path, mode)
  }
  mkdirSync(folder)
  own(folder, 0o700)
  const [enter, ...words] = [...network.at('database'), 'setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups']
  const run = async (program, ...given) =>
    promisify(execFile)(enter, [...words, join(binaries, program), ...given], { cwd: folder })
  const data = join(folder, 'data')
  await run('initdb', '-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync')
  writeFileSync(join(folder, 'certificate.pem'), certificate)
  writeFileSync(join(folder, 'key.pem'), key)
  for (const name of ['certificate.pem', 'key.pem']) own(join(folder, name), 0o600)
  configure(data, folder)
  const control = async (...given) => run('pg_ctl', '-D', data, '-l', join(folder, 'log'), '-w', '-s', ...given)
  await control('start')
  const query = async text => ask(folder, text)
  await query(`CREATE ROLE fleet LOGIN PASSWORD '${password}'; CREATE DATABASE walk OWNER fleet`.split('; '))
  return {
    version: (await query(['SHOW server_version']))[0].server_version,
    query: async (text, values) => ask(folder, [text], values),
    restart: async mode => control('restart', '-m', mode),
    stop: async () => control('stop', '-m', 'immediate'),
  }
}

function configure(data, folder) {
  const settings = {
    listen_addresses: `'${places.database}'`, unix_socket_directories: `'${folder}'`, max_connections: 100, ssl: 'on',
    shared_buffers: '\'32MB\'',
    ssl_cert_file: `'${folder}/certificate.pem'`, ssl_key_file: `'${folder}/key.pem'`,
  }
  writeFileSync(
    join(data, 'postgresql.conf'), Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''),
  )
  writeFileSync(join(data, 'pg_hba.conf'), 'local all owner trust\nhostssl walk fleet 10.77.0.0/24 scram-sha-256\n')
}

/** As its administrator, by the socket: no cut network is in the way. */
async function ask(folder, texts, values) {
  const client = new pg.Client({
    host: folder, user: 'owner', database: texts[0].startsWith('SELECT') ? 'walk' : 'postgres',
  })
  client.on('error', () => undefined)
  await client.connect()
  try {
    let rows = []
    for (const text of texts) ({ rows } = await client.query(text, values))
    return rows
  } finally {
    await client.end()
  }
}
