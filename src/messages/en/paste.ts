import type { FailureProse } from '../catalogue.ts'
import { login } from '../again.ts'
import { useRedirectUri } from '../commands.ts'
import { text } from '../text.ts'

/** Why a pasted address can't be the answer, as an end of a sentence. */
export function enPasteRefusal(reason: string, redirectUri: string): string {
  const why: Record<string, string> = {
    'pasted-empty': 'the line is empty. Copy all that stands in the address bar, from http to the end',
    'pasted-no-address': 'that is not an address. A code alone is not enough: copy all that stands in the address bar, from http to the end',
    'pasted-elsewhere': `it is the address of another page. It must begin with ${redirectUri}`,
    'pasted-without-answer': 'nothing stands behind the redirect URI. Copy all that stands in the address bar',
    'pasted-too-long': 'it is longer than any answer of a provider',
    'wrong-state': 'its state is not this login’s. It is from an old tab, or from somebody else',
    'state-no-text': 'its state is no text (a list, an object or null): the provider has a fault there',
    'encrypted-response': 'it is encrypted, and no key of the client opens it: begin again with --client-key FILE',
    'signed-response': 'it is signed, in the parameter response (JARM), which was not asked for: begin again with --response-mode jwt',
    'missing-state': 'it has no state. It may have been cut off: copy all that stands in the address bar',
    'wrong-state-with-error': 'it holds an error, with a state that is not this login’s',
    'missing-state-with-error': 'it holds an error without a state. If it is yours, press Ctrl-C and try again',
  }
  return Object.hasOwn(why, reason) ? why[reason] ?? reason : reason
}

export function enRedirectUriUnusable(details: Readonly<Record<string, unknown>>): FailureProse {
  const uri = text(details['redirect_uri'])
  const message = `--redirect-uri ${uri} can’t be used`
  const next = useRedirectUri(details)
  const host = text(details['host'])
  switch (details['reason']) {
    case 'not-web': return { message, cause: 'It must be a whole http or https address, with scheme, host and path.', next }
    case 'user-name': return { message, cause: 'An address that names a user is refused: what stands before @ is no host. Leave out the user name.', next }
    case 'port': return { message, cause: 'Its port must be a number from 0 to 65535.', next }
    case 'mapped': return { message, cause: `${host} is 127.0.0.1 in the form of IPv6, where no listener answers: write 127.0.0.1.`, next }
    case 'fragment': return { message, cause: 'A redirect URI has no fragment (RFC 6749 3.1.2): leave out # and what follows.', next }
    case 'query': return { message, cause: 'The listener takes no redirect URI with a query. Pasting does.', next }
    case 'certificate-missing': return { message, cause: 'The listener needs a certificate that your browser trusts, for example one of mkcert. Or paste the answer.', next }
    case 'https': return { message, cause: 'Only a listener on this machine may get the code. Paste the answer; or let the name mean 127.0.0.1 and give a certificate for it.', next }
    case 'unknown-name': return { message, cause: `The name ${host} is unknown here. Paste the answer; or let the name mean 127.0.0.1 in the DNS or in the hosts file.`, next }
    default: return { message, cause: `${host} is another machine (${text(details['addresses'])}), and only this one may get the code. Paste the answer; register http://127.0.0.1:8765/callback instead; or let a name of yours mean 127.0.0.1.`, next }
  }
}

export function enPasteImpossible({ reason }: Readonly<Record<string, unknown>>): FailureProse {
  switch (reason) {
    case 'form_post': return { message: '--paste can’t be used with --response-mode form_post', cause: 'There the browser sends the code in the body of a request. The address bar, which is what you could paste, does not hold it.', next: login`--paste --response-mode query` }
    case 'auto': return { message: '--paste can’t be used with --auto', cause: 'With --auto nobody sits at a browser, and so there is nothing to paste.', next: login`--paste` }
    case 'device': return { message: '--paste can’t be used with --device', cause: 'With --device no address comes back that could be pasted: the code is entered at the provider.', next: [login`--device`, login`--paste`] }
    default: return { message: '--paste and --client-secret-file - both want to read stdin', cause: 'A pipe can be read by one of them only. The secret may come from a file or from OAUTH_WALK_CLIENT_SECRET.', next: login`--paste --client-secret-file FILE` }
  }
}
