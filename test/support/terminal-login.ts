import { freshHome, program } from './cli.ts'
import { startInTerminal, type InTerminal } from './pseudo-terminal.ts'
import type { Stub } from './stub-provider.ts'
import { visit } from './user-agent.mjs'

/** A login at a terminal of its own. */
export interface Session extends InTerminal {
  home: string
  /** Signs in at the provider and gives the address to which it sends the browser. */
  signIn: () => Promise<string>
}

/** Logs in at a terminal, which says at the end how the command ended and whether it is as it was. */
export async function loginInTerminal(
  stub: Stub, words: string, environment: NodeJS.ProcessEnv = {}, shell = 'trap : INT', opening = '--no-open',
): Promise<Session> {
  const home = freshHome()
  const command = `${shell}; before=$(stty -g); "${process.execPath}" "${program}" login ${stub.issuer} --client-id "${stub.client.client_id}" ${opening} ${words}; `
    + 'echo "status $?"; test "$before" = "$(stty -g)" && echo restored'
  const terminal = startInTerminal(command, {
    PATH: process.env['PATH'], HOME: home, LANG: 'C.UTF-8', TERM: 'xterm', NO_COLOR: '1', SHELL: '/bin/sh',
    OAUTH_WALK_HOME: home, OAUTH_WALK_CLIENT_SECRET: stub.client.client_secret,
    ...environment,
  })
  return {
    ...terminal, home,
    signIn: async () => {
      const [, address = ''] = await terminal.sees(/ (http\S+\?\S*response_type\S+)\r?\n/)
      return (await visit({ cookies: [], visited: [] }, { url: address })).location ?? ''
    },
  }
}
