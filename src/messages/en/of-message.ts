import type { MessageWords } from '../catalogue.ts'
import { enParameters } from './parameters.ts'
import { enTelling } from './telling.ts'

export const enMessageWords: MessageWords = {
  steps: {
    start: { title: 'You start', route: 'you → client' },
    redirect: { title: 'The client sends you to the provider', route: 'client → browser → authorization server' },
    consent: { title: 'You sign in and consent', route: 'you ↔ authorization server' },
    callback: { title: 'The code comes back', route: 'authorization server → browser → client' },
    token: { title: 'The code becomes tokens', route: 'client ↔ authorization server (back channel)' },
    userinfo: { title: 'The token opens the resource', route: 'client ↔ resource server' },
  },
  parameters: enParameters,
  telling: enTelling,
}
