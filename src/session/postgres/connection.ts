import { Socket } from 'node:net'
import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import type { Client } from 'pg'
import { Failure } from '../../codes/failure.ts'
import type { StoreAddress } from '../../addresses/store-address.ts'
import { boundAnswers } from './bounded-answers.ts'
import { isLost, mayPass, toFailure } from './failures.ts'

/** One connection to a database; what is asked of it is asked in turn. */
export interface Connection {
  /**
   * Runs one statement, or several without values; raises store-unreachable, store-refused, store-locked,
   * store-too-large.
   */
  query: <Row extends object>(text: string, values?: readonly unknown[], boundMs?: number) => Promise<Row[]>
  isOpen: () => boolean
  close: () => Promise<void>
}

/** What it takes to connect. */
export interface Access {
  address: StoreAddress
  /** Asked for where the server wants one; undefined where nobody gave any. */
  password: () => Promise<string | undefined>
  /** The certificates to trust instead of the system's, as PEM. */
  rootCertificate: () => string | undefined
}

/**
 * The longest waits, in milliseconds: for a connection, with all tries; for a statement; and for a server that is there
 * but has no room, or is slow with TLS and passwords since a whole fleet comes at once.
 */
export const bounds = { connect: 5000, statement: 5000, full: 60_000 } as const

const mostPauseMs = 2000

/** A cut link is noticed by the system too, after these and the system's own tries. */
const keepAliveMs = 2000

/**
 * Connects, and tries again while the server starts or has no room; the server's name and certificate are always judged
 * where TLS is used at all. Raises store-unreachable {path, reason}, store-refused {path, reason, text}.
 */
export async function connect(access: Access, signal?: AbortSignal): Promise<Connection> {
  // Loading it is no waiting for the server, however busy this machine is.
  await import('pg')
  const started = performance.now()
  for (let tries = 0; ; tries += 1) {
    signal?.throwIfAborted()
    const left = bounds.connect - (performance.now() - started)
    try {
      return await connectOnce(access, Math.max(left, 1000), signal)
    } catch (error) {
      signal?.throwIfAborted()
      const patience = mayPass(error)
      if (patience === 'no'
        || performance.now() - started > (patience === 'full' ? bounds.full : bounds.connect - 300)) throw toFailure(
        access.address, error,
      ).with(undefined, { connecting: true })
      // Each try costs a server TLS, and a process of its own; many that come too often keep it from those that it has
      // let in.
      const pauseMs = patience === 'full' ? Math.min(200 * 2 ** tries, mostPauseMs) : 200
      await sleep(pauseMs * (0.5 + Math.random()), undefined, signal && { signal }).catch(() =>
        signal?.throwIfAborted())
    }
  }
}

async function connectOnce(
  { address, password, rootCertificate }: Access, boundMs: number, signal?: AbortSignal,
): Promise<Connection> {
  const { host, port, user, database, tls, bindsChannel } = address
  const { Client: PgClient } = await import('pg')
  const ca = rootCertificate()
  const socket = openSocket(boundMs)
  const stop = () => void socket.destroy()
  const client = new PgClient({
    host, port, user, database, password: async () => await password() ?? noPassword(address),
    application_name: 'oauth-walk',
    ssl: tls && { rejectUnauthorized: true, ...ca === undefined ? {} : { ca } }, enableChannelBinding: bindsChannel,
    stream: () => socket, connectionTimeoutMillis: bounds.full, keepAlive: true,
    keepAliveInitialDelayMillis: keepAliveMs,
  })
  const countAnew = boundAnswers(client, socket)
  const lost: { error?: unknown } = {}
  client.on('error', (error) => {
    lost.error ??= error
  })
  signal?.addEventListener('abort', stop, { once: true })
  try {
    await client.connect()
  } catch (error) {
    void client.end().catch(() => undefined)
    throw error
  } finally {
    signal?.removeEventListener('abort', stop)
  }
  return inTurn(client, address, { lost, countAnew })
}

/** A socket that gives up when nobody takes its connection. */
function openSocket(boundMs: number): Socket {
  const socket = new Socket()
  const timer = setTimeout(
    () => void socket.destroy(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' })), boundMs,
  )
  for (const event of ['connect', 'close']) socket.once(event, () => clearTimeout(timer))
  return socket
}

function noPassword({ text }: StoreAddress): never {
  throw new Failure('store-refused', { path: text, reason: 'password-missing' })
}

/** A ping must not come between a statement and its answer: each waits for the one before. */
function inTurn(
  client: Client, address: StoreAddress, { lost, countAnew }: { lost: { error?: unknown }, countAnew: () => void },
): Connection {
  let last: Promise<unknown> = Promise.resolve()
  const ask = async (text: string, values: readonly unknown[] | undefined, boundMs: number) => {
    if (lost.error !== undefined) throw toFailure(address, lost.error)
    countAnew()
    try {
      return await bounded(client, async () => client.query(text, values && [...values]), boundMs)
    } catch (error) {
      if (isLost(error)) lost.error ??= error
      throw toFailure(address, error)
    }
  }
  return {
    query: async <Row extends object>(
      text: string, values?: readonly unknown[], boundMs: number = bounds.statement,
    ) => {
      const mine = last.then(async () => ask(text, values, boundMs))
      last = mine.catch(() => undefined)
      return (await mine).rows as Row[]
    },
    isOpen: () => lost.error === undefined,
    close: async () => {
      lost.error ??= new Error('closed')
      await client.end().catch(() => undefined)
    },
  }
}

/**
 * An answer that does not come is as good as a lost connection; what is still on its way must not be taken for the next
 * answer.
 */
async function bounded<Answer>(client: Client, ask: () => Promise<Answer>, boundMs: number): Promise<Answer> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => {
      reject(Object.assign(new Error('no answer'), { code: 'ETIMEDOUT' }))
      void client.end().catch(() => undefined)
    }, boundMs)
  })
  try {
    return await Promise.race([ask(), late])
  } finally {
    clearTimeout(timer)
  }
}
