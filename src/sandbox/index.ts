import type { MisbehaviourList } from './misbehave/index.ts'
import { factsOf, type SandboxFacts } from './clients.ts'
import { keyUseOf, readLocks, type KeyUse } from './locks/names.ts'
import type { SandboxOptions } from './sandbox-options.ts'
import { readState } from './storage/file.ts'
import type { StateFolder } from './storage/folder.ts'
import type { Wechat, WechatOptions } from './wechat/index.ts'

/**
 * What the state file in `folder` says about issuer, clients and user; undefined if there is none. Starts nothing,
 * loads nothing. Raises `SandboxError` (`state-unreadable`), and what the folder raises.
 */
export function readSandbox(folder: StateFolder): SandboxFacts | undefined {
  const state = readState(folder)
  return state && factsOf(state)
}

/**
 * Whether a process serves the sandbox in `folder`. Starts nothing. Raises `SandboxError` (`state-unreadable`), and
 * what the folder raises.
 */
export async function isServed(folder: StateFolder): Promise<boolean> {
  return (await import('./place.ts')).isServed(folder)
}

/** Every fault that the sandbox can play and what a correct client does about it, in one language. Starts nothing. */
export async function listMisbehaviours(language: 'en' | 'zh'): Promise<MisbehaviourList> {
  return (await import('./misbehave/index.ts')).listMisbehaviours(language)
}

/** The settings of a login under which a fault shows; empty for a name that is unknown. */
export async function settingsToMisbehave(name: string): Promise<Record<string, string>> {
  return (await import('./misbehave/index.ts')).findVariant(name)?.settings ?? {}
}

/**
 * For what a client of such a sandbox needs a key. Raises `SandboxError` (`lock-unknown`, `locks-exclusive`). Starts
 * nothing.
 */
export async function keysNeeded(
  { require = [], misbehave }: Pick<SandboxOptions, 'require' | 'misbehave'>,
): Promise<KeyUse> {
  const variant = misbehave === undefined ? undefined : (await import('./misbehave/index.ts')).findVariant(misbehave)
  return keyUseOf(readLocks([...require, ...variant?.require ?? []]))
}

/**
 * A WeChat as websites sign in with it, at an address of its own; loaded only where one is asked for. Raises as
 * `startSandbox` does.
 */
export async function startWechat(options: WechatOptions): Promise<Wechat> {
  return (await import('./wechat/index.ts')).startWechat(options)
}

export { SandboxError, type SandboxErrorCode } from './errors.ts'
export type { SandboxClient, SandboxFacts } from './clients.ts'
export type { StateFolder } from './storage/folder.ts'
export { lockNames, type KeyUse, type Lock } from './locks/names.ts'
export { registrationKinds, type RegistrationKind } from './locks/self-registration.ts'
export type { ClientJwks, ProvingMethod } from './locks/registration.ts'
export type { SandboxMiddleware } from './interactions.ts'
export type { Wechat, WechatOptions } from './wechat/index.ts'
export type { Mtls } from './mtls.ts'
export type { Misbehaviour } from './misbehave/index.ts'
export { startSandbox, type Sandbox } from './sandbox.ts'
export type { SandboxOptions } from './sandbox-options.ts'
export { signInAsTheUser, type SignInOptions } from './user-agent/index.ts'
export { CookieJar } from './user-agent/cookies.ts'
