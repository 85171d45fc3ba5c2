import type { Socket } from 'node:net'
import type { Client } from 'pg'
import { limits } from '../../limits.ts'

/** The code of the error that ends a connection whose server sends more than it may. */
export const tooLarge = 'too-large'

/**
 * Ends a connection whose server sends more bytes than an answer may have, whatever they are: rows, notices, or one
 * message without an end. They are counted before the driver takes them, inside TLS where there is TLS. What is given
 * back is called before each question, and counts anew.
 */
export function boundAnswers({ connection }: Client, socket: Socket): () => void {
  let left: number = limits.database
  const count = (chunk: Buffer) => {
    left -= chunk.length
    if (left < 0) socket.destroy(Object.assign(new Error('the answer is too large'), { code: tooLarge }))
  }
  connection.stream.on('data', count)
  connection.once('sslconnect', () => connection.stream.on('data', count))
  return () => {
    left = limits.database
  }
}
