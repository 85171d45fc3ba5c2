/** The short ways of commands that run in loops: one file of their own, which loads nothing of the whole program. */
export { credentialAtHand } from './credential.ts'
export { tokenAtHand } from './token.ts'
