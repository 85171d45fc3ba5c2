import { tellNoSession, tellUnknownProfile, type NoSessionWords } from '../no-session.ts'

const words: NoSessionWords = {
  message: profile => `Nobody is signed in${profile === '' ? '' : ` with profile "${profile}"`}`,
  resource: address => `No profile’s login began at ${address}.`,
  unknown: 'There is no profile of this name.',
  unknownAnywhere: (store, names) => `There is no profile of this name, here or in ${store}. ${names === '' ? 'That store is empty.' : `That store has: ${names}.`}`,
  heldThere: store => `This machine has no such profile; ${store} has it. Commands for a session find it there by its name.`,
  unnamed: (store, names) => `No profile is named, and none is active here. ${store} has: ${names}.`,
  inactive: names => `No profile is named, and none is active. This machine has: ${names}.`,
  hidden: (store, remembered) => `OAUTH_WALK_STORE names ${store}, and no session of this profile is there. The profile itself names: ${remembered}.`,
  none: 'There is no stored session to use.',
  seeded: (issuer, client) => `A session that a refresh token began is stored, and no profile leads to it: it is of the client "${client}" at ${issuer}. It is found where both are named.`,
  empty: variable => `${variable} is set, and empty: no token came in it, as where a pipeline does not have the secret.`,
  nothing: 'There is no stored session to delete.',
  mcp: 'Log in at the address of an MCP server; the sandbox is one too',
  word: word => `"${word}" is neither a saved profile nor an address`,
  behindMcp: 'mcp takes the one or the other, and lists the tools there; without a word, those of the active profile.',
}

/** Why nobody is signed in. */
export const enNoSession = tellNoSession(words)

/** Why a profile is not known, where a shared store was asked too. */
export const enUnknownProfile = (d: Readonly<Record<string, unknown>>) => tellUnknownProfile(words, d)
