import { spawn } from 'node:child_process'

/** A process at a place of the network that is spoken to by messages; what it tells on its own goes to `hear`. */
export async function startPeer(words, hear = () => undefined) {
  const child = spawn(words[0], words.slice(1), { stdio: ['ignore', 'inherit', 'inherit', 'ipc'] })
  const waiting = new Map()
  let [count, isReady] = [0, undefined]
  const ready = new Promise((resolve, reject) => {
    isReady = resolve
    child.once('exit', code => reject(new Error(`${words.join(' ')} ended: ${code}`)))
  })
  child.on('message', (message) => {
    if (message.event === 'ready') isReady()
    else if (message.event) hear(message)
    else waiting.get(message.id)?.(message)
  })
  await ready
  return {
    /** Sends this, and hands each answer to it over. */
    send: (message, heard) => {
      const id = count += 1
      waiting.set(id, answer => heard(answer, () => waiting.delete(id)))
      child.send({ id, ...message })
    },
    end: () => child.connected && child.disconnect(),
  }
}
