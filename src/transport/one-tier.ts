import type { Send } from '../wire.ts'

/**
 * Has V8 compile WebAssembly once, and not a second time in the background, until the first answer has come: on Node 20
 * the parser of undici would keep the process from ending for a fifth of a second. Then V8 is left as it was, since it
 * takes cached code for the same settings only.
 */
export function parseInOneTier(send: Send): Send {
  let parsed = false
  return async (request) => {
    if (parsed) return send(request)
    parsed = true
    const { setFlagsFromString } = await import('node:v8')
    setFlagsFromString('--liftoff-only')
    try {
      return await send(request)
    } finally {
      // The first also switches the two others off.
      for (const flag of ['--no-liftoff-only', '--wasm-tier-up', '--wasm-dynamic-tiering']) setFlagsFromString(flag)
    }
  }
}
