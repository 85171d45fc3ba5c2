import type { WelcomeWords } from '../welcome-words.ts'

/** What is said to whoever types the program's name alone, at a terminal. */
export const enWelcome: WelcomeWords = {
  ask: 'What do you want to do?',
  ways: {
    sandbox: 'Walk the sandbox now, no account',
    learn: 'Learn it, a question after each step',
    provider: 'Sign in to a provider',
    help: 'Read about all commands',
  },
}

/** The usage without a terminal: twenty lines with the failure behind it. */
export const enUsageShort = `Usage: oauth-walk COMMAND [flags]

  oauth-walk login sandbox              all six steps, without an account
  oauth-walk login github               sign in with a preset
  oauth-walk login https://ISSUER --client-id ID
                                        sign in at any OpenID provider
  oauth-walk token                      print a valid access token
  oauth-walk help login                 flags and examples of a command

Commands: login token userinfo api logout profile provider sandbox learn doctor
          check explain report diff mcp introspect client key store credential
          completion version help`
