import { quoteWithVariables, variablesIn } from '../shell.ts'

/** A line for bash that prints the address by which a code comes, and the variables in it. */
export interface AskForCode { line: string, variables: string[] }

const challenge = 'CODE_CHALLENGE'

/**
 * The authorization request as it was made, to be opened in a browser by whoever wants a code of their own: with a challenge of their own, and a page
 * to sign in at. Nothing where the address refers to a request that was pushed or signed, which is good once.
 */
export function askForCode(address: string): AskForCode | undefined {
  const [place = '', query = ''] = address.split(/\?(.*)/s)
  const parts = query.split('&').filter(part => !part.startsWith('prompt='))
  if (!parts.some(part => part.startsWith('response_type='))) return undefined
  const [before, after] = `${place}?${parts.map(part => part.startsWith('code_challenge=') ? 'code_challenge=\0' : part).join('&')}`.split('\0')
  const words = [before, after].flatMap(text => text === undefined || text === '' ? [] : [quoteWithVariables(text, 'plain')])
  return {
    line: `echo ${words.join(`"$${challenge}"`)}`,
    variables: [...variablesIn(address), ...after === undefined ? [] : [challenge]],
  }
}
