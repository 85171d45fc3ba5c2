import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import {
  chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, readFileSync, writeFileSync,
} from 'node:fs'
import type { Socket } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { onTestFinished } from 'vitest'
import { onceARun } from './once-a-run.ts'
import { freePort } from './ports.ts'

/** Debian keeps each version's programs in a folder of its own, beside the way. */
const debian = '/usr/lib/postgresql'
const binaries = [
  ...existsSync(debian) ? readdirSync(debian).sort().reverse().map(version => join(debian, version, 'bin')) : [],
  '/usr/local/bin', '/usr/bin',
]
  .find(folder => existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres')))

/** Why there is no server to test with; undefined where there is one. */
export const whyNoPostgres = binaries === undefined
  ? 'no initdb and postgres here'
  : process.platform === 'win32'
    ? 'not tried on Windows'
    : undefined

/** The server refuses to be root's. */
const isRoot = process.getuid?.() === 0
const [uid, gid] = isRoot
  ? ['-u', '-g'].map(flag => Number(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout || 65_534))
  : []
const asUser = uid === undefined ? {} : { uid, gid: gid ?? uid }

/** A server that these tests have started, with a certificate of its own. */
export interface Cluster {
  port: number
  folder: string
  /** The certificate that signs itself, for localhost. */
  certificate: string
  /** Everything that the server has written down: every statement and its values. */
  log: () => string
  restart: (mode?: 'fast' | 'immediate') => Promise<void>
  stop: (mode?: 'fast' | 'immediate') => Promise<void>
  start: () => Promise<void>
  /** Runs statements as the owner of everything. */
  query: (text: string, database?: string) => Promise<Record<string, unknown>[]>
  dump: (database: string) => string
}

let shared: Promise<Cluster> | undefined

/** The server of this worker: made when it is first needed, and ended with the worker. */
export async function postgres(): Promise<Cluster> {
  return shared ??= startCluster()
}

/** A server of one test, which may be stopped. */
export async function ownPostgres(): Promise<Cluster> {
  const cluster = await startCluster()
  onTestFinished(async () => cluster.stop('immediate'))
  return cluster
}

let count = 0

/** A database of its own for one test, and the address under which the program finds it. */
export async function freshDatabase(
  cluster?: Cluster,
): Promise<{ cluster: Cluster, database: string, url: `postgres://${string}` }> {
  const found = cluster ?? await postgres()
  const database = `walk_${process.pid}_${count += 1}`
  await found.query(`CREATE DATABASE ${database}`)
  return { cluster: found, database, url: `postgres://owner@127.0.0.1:${found.port}/${database}` }
}

/** What each server begins with: to make it takes a second of the processor, to copy it little. */
function initialise(folder: string): void {
  if (uid !== undefined) chownSync(folder, uid, gid ?? uid)
  execFileSync(
    join(binaries ?? '', 'initdb'), [
      '-D', join(folder, 'data'), '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync',
      '--wal-segsize=1',
    ],
    { ...asUser, stdio: 'ignore', cwd: folder },
  )
}

async function startCluster(): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'oauth-walk-postgres-'))
  if (uid !== undefined) chownSync(folder, uid, gid ?? uid)
  const data = join(folder, 'data')
  const template = join(await onceARun('postgres', initialise), 'data')
  execFileSync('cp', ['-Rp', template, data], { ...asUser, stdio: 'ignore', cwd: folder })
  const port = await freePort()
  const certificate = makeCertificate(folder)
  configure(data, port, folder)
  const server: { child?: ChildProcess } = {}
  const log = () => readFileSync(join(folder, 'log'), 'utf8')
  const start = async () => {
    const before = existsSync(join(folder, 'log')) ? log().length : 0
    const child = spawn(
      '/bin/sh', ['-c', `exec "$0" -D "$1" >>"$2" 2>&1`, join(binaries ?? '', 'postgres'), data, join(folder, 'log')],
      { ...asUser, cwd: folder, stdio: 'ignore' },
    )
    child.unref()
    server.child = child
    for (let tries = 0; !existsSync(join(folder, 'log'))
      || !log().slice(before).includes('ready to accept connections'); tries += 1) {
      if (tries > 600 || child.exitCode !== null)
        throw new Error(`the server did not start: ${existsSync(join(folder, 'log')) ? log().slice(-2000) : ''}`)
      await sleep(25)
    }
  }
  const stop = async (mode: 'fast' | 'immediate' = 'fast') => {
    const { child } = server
    if (child === undefined || child.exitCode !== null) return
    const ended = new Promise(resolve => child.once('exit', resolve))
    child.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT')
    await ended
  }
  guard(folder, data)
  await start()
  return {
    port, folder, certificate, log, start, stop,
    restart: async (mode) => {
      await stop(mode)
      await start()
    },
    query: async (text, database = 'postgres') => query(port, text, database),
    dump: database => execFileSync(
      join(binaries ?? '', 'pg_dump'), ['-h', '127.0.0.1', '-p', String(port), '-U', 'owner', database],
      { encoding: 'utf8' },
    ),
  }
}

/**
 * Ends the server and removes its folder when this worker is gone, however it went: then nobody holds the other end of
 * the pipe any more.
 */
function guard(folder: string, data: string): void {
  const script = 'cat; read pid rest < "$0/postmaster.pid" && kill -QUIT "$pid"; while kill -0 "$pid"; do sleep 0.1; done; rm -rf "$1"'
  const child = spawn(
    '/bin/sh', ['-c', script, data, folder], { stdio: ['pipe', 'ignore', 'ignore'], detached: true, cwd: '/' },
  )
  child.unref()
  ;(child.stdin as Socket).unref()
}

function configure(data: string, port: number, folder: string): void {
  const settings = {
    port, listen_addresses: '\'127.0.0.1\'', unix_socket_directories: `'${folder}'`, fsync: 'off', max_connections: 300,
    log_statement: '\'all\'',
    log_connections: 'on', log_min_duration_statement: 0, ssl: 'on', ssl_cert_file: `'${folder}/certificate.pem'`,
    ssl_key_file: `'${folder}/key.pem'`, shared_buffers: '\'16MB\'',
  }
  writeFileSync(
    join(data, 'postgresql.conf'), Object.entries(settings).map(([name, value]) => `${name} = ${value}\n`).join(''),
  )
  writeFileSync(join(data, 'pg_hba.conf'), [
    'local all all trust', 'host all owner 127.0.0.1/32 trust', 'host all ci 127.0.0.1/32 trust',
    'host all all 127.0.0.1/32 scram-sha-256', '',
  ].join('\n'))
}

function makeCertificate(folder: string): string {
  const [certificate, key] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')]
  execFileSync(
    'openssl',
    [
      'req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:prime256v1', '-nodes', '-days', '2', '-subj',
      '/CN=localhost', '-addext', 'subjectAltName=DNS:localhost', '-keyout', key, '-out', certificate,
    ],
    { stdio: 'ignore' },
  )
  chmodSync(key, 0o600)
  if (uid !== undefined) for (const path of [certificate, key]) chownSync(path, uid, gid ?? uid)
  return certificate
}

async function query(port: number, text: string, database: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ host: '127.0.0.1', port, user: 'owner', database })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(text)).rows
  } finally {
    await client.end()
  }
}
