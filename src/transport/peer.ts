import { closeSync, openSync, readSync } from 'node:fs'
import type { Socket } from 'node:net'

/**
 * Whose program holds the other end of a connection on this machine: a user's that counts as ours, another user's, one
 * that has left before it could be seen, or unknown where the system does not tell.
 */
export type Peer = 'ours' | 'another-user' | 'left' | 'unknown'

/** Gives a file of the system's, at least up to where `isEnough` is true of a piece of it; or raises. */
type ReadFile = (path: string, isEnough: (piece: string) => boolean) => string

/** An end of a connection as the kernel's table writes it. */
interface End { address: string | undefined, port: number | undefined }

/** One row of the table. */
interface Row { uid: number, inode: string, isWhole: boolean }

/**
 * Looks up the user of the process at the other end of a connection over loopback, in Linux's table of connections
 * (proc_net_tcp). `users` are the user ids that count as ours. A process that has closed its end has no row, or one
 * that says root: that is no proof of anything.
 */
export function lookAtPeer(socket: Socket, users: readonly number[], readFile: ReadFile = readUntil): Peer {
  if (users.length === 0) return 'unknown'
  const theirs = { address: socket.remoteAddress, port: socket.remotePort }
  const ours = { address: socket.localAddress, port: socket.localPort }
  // Gone before it could be seen.
  if (theirs.address === undefined || theirs.port === undefined) return 'left'
  const listening = listeningRow(ours)
  const [there, here] = [rowsOf(theirs, ours), rowsOf(ours, theirs)]
  const table = readTable(readFile, seek(listening, there))
  // Where not even the listener has a row, the table is not of this network.
  if (!listening.test(table)) return 'unknown'
  const row = findRow(table, there)
  if (!row) return findRow(table, here) ? 'unknown' : 'left'
  if (row.uid === 0 && row.inode === '0') return 'left'
  if (users.includes(row.uid)) return 'ours'
  return isOutsideNamespace(row.uid, readFile) ? 'unknown' : 'another-user'
}

/** Is given the tables piece by piece, and tells when the listener and the whole row of the other end have come. */
function seek(listening: RegExp, there: readonly string[]): (piece: string) => boolean {
  let [listens, stands] = [false, false]
  return (piece) => {
    listens ||= listening.test(piece)
    stands ||= findRow(piece, there)?.isWhole === true
    return listens && stands
  }
}

/**
 * The kernel goes through all of its connections for either table: where the first one tells all, the second is not
 * read.
 */
function readTable(readFile: ReadFile, isEnough: (piece: string) => boolean): string {
  const table = readOrNothing('/proc/net/tcp', readFile, isEnough)
  return isEnough(table) ? table : `${table}\n${readOrNothing('/proc/net/tcp6', readFile, isEnough)}`
}

function readOrNothing(path: string, readFile: ReadFile, isEnough: (piece: string) => boolean = () => false): string {
  try {
    return readFile(path, isEnough)
  } catch {
    return ''
  }
}

/** Longer than a row, which may lie on both sides of a cut. */
const rowLength = 300

/**
 * On a busy machine the rows that are not asked for are most of the time between the browser's return and the token
 * request.
 */
function readUntil(path: string, isEnough: (piece: string) => boolean): string {
  const descriptor = openSync(path, 'r')
  try {
    const bytes = Buffer.allocUnsafe(16_384)
    const pieces: string[] = []
    for (let before = '', size = 0; (size = readSync(descriptor, bytes)) > 0;) {
      const piece = bytes.toString('latin1', 0, size)
      pieces.push(piece)
      if (isEnough(before + piece)) break
      before = (before + piece).slice(-rowLength)
    }
    return pieces.join('')
  } finally {
    closeSync(descriptor)
  }
}

/** The row of the listener, which may also stand at every address of the machine. */
function listeningRow({ address, port }: End): RegExp {
  const places = [...forms(address, port), ...forms('0.0.0.0', port), ...forms('::', port)]
  return new RegExp(` (?:${places.join('|')}) 0+:0000 0A `)
}

/**
 * How the row begins of the socket that is at `from` and leads to `to`; a socket of both families may stand in the
 * other table.
 */
function rowsOf(from: End, to: End): string[] {
  const targets = forms(to.address, to.port)
  return forms(from.address, from.port).map((source, kind) => ` ${source} ${targets[kind] ?? ''} `)
}

function findRow(table: string, beginnings: readonly string[]): Row | undefined {
  for (const beginning of beginnings) {
    const place = table.indexOf(beginning)
    if (place < 0) continue
    // local, remote, state, queues, timer, retransmissions, uid, timeout, inode
    const [row = '', ...more] = table.slice(place + 1, place + rowLength).split('\n', 2)
    const fields = row.trim().split(/\s+/)
    return { uid: Number(fields[6]), inode: fields[8] ?? '0', isWhole: more.length > 0 }
  }
  return undefined
}

/**
 * How the kernel writes an address with its port: words in the machine's byte order, an IPv4 address also within IPv6.
 */
function forms(address = '', port = 0): string[] {
  const hexPort = port.toString(16).toUpperCase().padStart(4, '0')
  const plain = address.replace(/^::ffff:/, '')
  if (plain === '::1' || plain === '::')
    return [`${[0, 0, 0, plain === '::1' ? 1 : 0].map(writeWord).join('')}:${hexPort}`]
  const word = writeWord(plain.split('.').reduce((sum, byte) => sum * 256 + Number(byte), 0))
  return [`${word}:${hexPort}`, `${[0, 0, 0xffff].map(writeWord).join('')}${word}:${hexPort}`]
}

function writeWord(word: number): string {
  return Buffer.from(new Uint32Array([word]).buffer).toString('hex').toUpperCase()
}

/** In a user namespace, a user from outside of it has no number of its own, but this one. */
function isOutsideNamespace(uid: number, readFile: ReadFile): boolean {
  return uid === 65_534 && !/^\s*0\s+0\s+4294967295\s*$/.test(readOrNothing('/proc/self/uid_map', readFile))
}
