import { answerIdentity, isIdentityRequest } from '../identity.ts'
import { findPlace } from '../place.ts'
import type { StateFolder } from '../storage/folder.ts'
import { RecordStore } from '../storage/store.ts'
import { answerAsWechat } from './answer.ts'
import { factsOf, type WechatFacts } from './app.ts'
import { Grants } from './grants.ts'

/**
 * How to run this WeChat: as the sandbox's own options say; `now` in milliseconds since 1970, for what must expire in a
 * test.
 */
export interface WechatOptions {
  folder: StateFolder
  port?: number
  redirectUris?: string[]
  mayMove?: boolean
  note?: ((line: string) => void) | undefined
  now?: () => number
}

/** A WeChat that answers at `origin`. */
export interface Wechat extends WechatFacts {
  /** False: another process serves the same folder, and this one only tells about it. */
  readonly hosting: boolean
  /** Ends serving and gives the port back. For a guest there is nothing to end. */
  close(): Promise<void>
}

/**
 * Starts a WeChat with one website app and one user, or joins the process that serves this folder already. Its state
 * lies in a folder of its own, beside the sandbox's. Raises `SandboxError` as `startSandbox` does.
 */
export async function startWechat(options: WechatOptions): Promise<Wechat> {
  const folder = options.folder.within('wechat')
  const { state, server } = await findPlace({ ...options, folder })
  const facts = factsOf(state)
  if (!server) return { ...facts, hosting: false, close: () => Promise.resolve() }
  const store = new RecordStore(folder, state)
  const answer = answerAsWechat({
    facts, grants: new Grants(store, options.now ?? Date.now), save: () => store.save(), write: options.note,
  })
  let closing = false
  server.answerWith((request, response) => {
    if (!isIdentityRequest(request)) answer(request, response)
    else if (closing) response.destroy()
    else answerIdentity(state.identity_key, request, response)
  })
  return {
    ...facts,
    hosting: true,
    async close() {
      closing = true
      await server.close(() => store.close(), () => store.gather())
    },
  }
}
